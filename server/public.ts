/** `goodword/server`: the whole server as a request listener, to run inside another Node process. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { HookSecrets } from './api/hooks/secrets.ts'
import type { ProgramDefinition } from './core/types.ts'
import { createLog } from './log.ts'
import { startServer } from './start.ts'

export type { HookSecret, HookSecrets } from './api/hooks/secrets.ts'
export type { Plan, ProgramDefinition, Rule } from './core/types.ts'

export interface GoodwordOptions {
  /** Where this server is reached from outside, without a path: `https://refer.acme.example`. */
  publicUrl: string
  /** Folder of the SQLite files. Default `data`. One process at a time. */
  dataDir?: string
  /** PostgreSQL instead of SQLite; several processes may share it. */
  databaseUrl?: string
  /** First program of an empty database. Default: one plan, 20 % of the first payment, in USD. */
  program?: ProgramDefinition
  /** First keys of an empty database; made when absent, see `keys`. */
  publishableKey?: string
  secretKey?: string
  /** What payment providers sign their events with, by `stripe`, `paddle`, `shopify` and `generic`; without any, their hooks are closed. */
  hookSecrets?: HookSecrets
  /** `smtp://…` or `smtps://…`; without it mail is shown on the page `/outbox`. */
  smtpUrl?: string
  /** Sender of mail; needed with `smtpUrl`. */
  mailFrom?: string
  /** Default `warn`. Logs go to standard output, one JSON object a line, without personal data. */
  logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
}

export interface GoodwordServer {
  /** Answers requests; pass it to `http.createServer`. */
  listener(request: IncomingMessage, response: ServerResponse): void
  /** Keys made for an empty database. Secret keys are shown only here, only once. */
  keys: { kind: 'publishable' | 'secret'; mode: 'live' | 'test'; key: string }[]
  /** Stores what is waiting and closes the database. Close your HTTP server first. */
  close(): Promise<void>
}

/**
 * Opens the database, brings it to this version and returns the server.
 *
 * Side effects: creates `dataDir`; on an empty database creates the program,
 * its test twin and their first keys; starts background work (mail, retention)
 * that `close` ends.
 *
 * Throws when the engine's package is missing (the message is the line that
 * installs it), when another process has `dataDir`, and when the database was
 * made by a newer version.
 *
 * @example
 * import { createServer } from 'node:http'
 * import { createGoodword } from 'goodword/server'
 *
 * const goodword = await createGoodword({ publicUrl: 'http://localhost:8787' })
 * createServer(goodword.listener).listen(8787)
 */
export async function createGoodword(options: GoodwordOptions): Promise<GoodwordServer> {
  const { program, logLevel = 'warn', ...others } = options
  const started = await startServer({
    ...others,
    definition: program,
    logLevel,
    log: createLog(logLevel),
    assetsDir: fileURLToPath(new URL('.', import.meta.url)),
    threads: new URL('./thread.js', import.meta.url),
  })
  return {
    listener: started.listener,
    keys: started.newKeys.map(({ kind, mode, key }) => ({ kind, mode, key })),
    close: () => started.close(),
  }
}
