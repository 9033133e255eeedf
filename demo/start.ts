/** `npm start`: the demo on this machine, and the few lines a person needs. */
import { startDemo } from './server.ts'

const DEFAULT_PORT = 8787

const port = process.env.PORT ? Number(process.env.PORT) : DEFAULT_PORT
const dataDir = process.env.DEMO_DATA_DIR || 'data/demo'

if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('PORT must be a whole number from 0 to 65535.')

try {
  const demo = await startDemo({ port, dataDir, databaseUrl: process.env.DATABASE_URL || undefined })
  console.log(`
Goodword demo, ready.

  Start here       ${demo.origin}/demo
  API reference    ${demo.origin}/docs
  Mail of the demo ${demo.origin}/outbox

  Publishable key  ${demo.publishableKey}
  Secret key       ${demo.secretKey}

Its data is in ${dataDir}; delete that folder to start over. Stop with Ctrl-C.
`)
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second Ctrl-C means now.
      if (stopping) process.exit(1)
      stopping = true
      demo.close().then(
        () => process.exit(0),
        (error) => fail(String(error)),
      )
    })
  }
} catch (error) {
  fail(wordsOf(error))
}

function wordsOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: something else listens there, perhaps this demo in another terminal.\nStop it, or choose another port: PORT=${port + 1} npm start`
  }
  return message
}

function fail(words: string): never {
  console.error(words)
  process.exit(1)
}
