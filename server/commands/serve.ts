/** `goodword serve`: listen, answer, and leave no request hanging at the end. */
import { createServer, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { answerAtSocket, type SocketAnswers } from '../api/socket.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import type { NewKey } from '../services/keys.ts'
import { type StartedServer, startServer } from '../start.ts'

/** What a client may take of us; one that takes more is cut off and harms nobody else. */
const limits: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  // Longer than the proxies in front of us keep theirs, or they would write into a closed one.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
}
const MAX_CONNECTIONS = 10_000
/** Also for an answer that is never read. */
const SILENCE_MS = 75_000

/** At the end, a request that is already on its way over a silent connection still gets its answer. */
const LAST_REQUESTS_MS = 250
/** A drain that takes longer than this is cut: whoever restarts us is waiting. */
const DRAIN_MS = 10_000

/** @param home where the build put `thread.js` and the files for browsers. */
export async function serveCommand(config: Config, home: URL): Promise<number> {
  expectShortLives()
  const log = createLog(config.logLevel)
  let started: StartedServer | undefined
  let leaving = false
  const server = createServer(limits, (request, response) => {
    // A connection that is kept busy is never idle: its next answer is its last.
    if (leaving) response.setHeader('Connection', 'close')
    if (started) return started.listener(request, response)
    response.writeHead(503, { 'Retry-After': '1' }).end()
  })
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(SILENCE_MS)
  const atSocket = answerAtSocket(server, (request, send, pass) =>
    started ? started.answerPlain(request, send, pass) : pass(),
  )
  // First the port: it says at once when another server is there, and gives the address of PORT=0.
  const port = await listen(server, config.port)
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`
  try {
    started = await startServer({
      ...config,
      publicUrl,
      log,
      assetsDir: fileURLToPath(home),
      threads: new URL('thread.js', home),
    })
  } catch (error) {
    server.close()
    throw error
  }
  // Whoever reads that it answers may end it at once.
  const end = signalled()
  greet(publicUrl, started.newKeys, config)
  log.info({ event: 'listening', port, engine: started.engine })
  await end
  leaving = true
  atSocket.leave()
  log.info({ event: 'draining' })
  await drain(server, atSocket)
  await started.close()
  return 0
}

/**
 * The engine notes which objects survive and makes their like where only a full collection looks. Under load
 * everything survives that happens to be under way, so in about every third process it began to fill that place
 * with requests: 20 MB a second, a full collection every second, 25 MB more memory and 5 % fewer redirects. For
 * all threads, and before any of them has learned.
 */
function expectShortLives(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
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

/** No new connections, idle ones closed after a moment, what is under way is answered. */
function drain(server: Server, atSocket: SocketAnswers): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections()
      atSocket.closeAll()
    }, DRAIN_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    setTimeout(() => {
      server.closeIdleConnections()
      atSocket.closeIdle()
    }, LAST_REQUESTS_MS)
  })
}
