/** `goodword serve`: listen, answer, and leave no request hanging at the end. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Composed, compose } from '../compose.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import type { NewKey } from '../services/keys.ts'

/** A drain that takes longer than this is cut: whoever restarts us is waiting. */
const DRAIN_MS = 10_000

export async function serveCommand(_args: string[], config: Config): Promise<number> {
  const log = createLog(config.logLevel)
  let composed: Composed | undefined
  let leaving = false
  const server = createServer((request, response) => {
    // A connection that is kept busy is never idle: its next answer is its last.
    if (leaving) response.setHeader('Connection', 'close')
    if (composed) return composed.listener(request, response)
    response.writeHead(503, { 'Retry-After': '1' }).end()
  })
  server.headersTimeout = 5_000
  server.requestTimeout = 10_000
  // First the port: it says at once when another server is there, and gives the address of PORT=0.
  const port = await listen(server, config.port)
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`
  try {
    composed = await compose({
      ...config,
      publicUrl,
      log,
      assetsDir: fileURLToPath(new URL('.', import.meta.url)),
    })
  } catch (error) {
    server.close()
    throw error
  }
  greet(publicUrl, composed.newKeys, config)
  log.info({ event: 'listening', port, engine: composed.services.store.engine })
  await signalled()
  leaving = true
  log.info({ event: 'draining' })
  await drain(server)
  await composed.close()
  return 0
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => resolve((server.address() as AddressInfo).port))
  })
}

function greet(publicUrl: string, keys: NewKey[], config: Config): void {
  const lines = [`Goodword answers at ${publicUrl}`]
  if (keys.length > 0) {
    lines.push('', 'The database was empty. These are its keys; the secret ones are shown only now:')
    for (const { kind, mode, key } of keys) lines.push(`  ${mode.padEnd(4)}  ${kind.padEnd(11)}  ${key}`)
    lines.push('')
  }
  if (config.secretKey && config.secretKey.length < 30) {
    lines.push('GOODWORD_SECRET_KEY is short. Use at least 24 random characters after gw_sk_ in production.')
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })

/** No new connections, idle ones closed, what is under way is answered. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
