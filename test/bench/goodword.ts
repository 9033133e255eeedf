/** The server that ships, as `goodword serve` starts it: nothing switched off, nothing switched on. */
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './client.ts'
import { apiHeaders, type Request } from './load.ts'
import { type Running, start } from './processes.ts'

export const PK = 'gw_pk_benchmark0123456789abcdef'
export const SK = 'gw_sk_benchmark0123456789abcdef'

export const STRIPE_SECRET = 'whsec_benchmark0123456789abcdef'

/** Where its data is: a folder of SQLite files, or a PostgreSQL database. */
export interface Database {
  dataDir: string
  databaseUrl?: string
  /** Of the PostgreSQL server, whose CPU time is ours, too. */
  databasePid?: number
}

const cli = join('dist', 'cli.js')

const environment = ({ dataDir, databaseUrl }: Database): Record<string, string> => ({
  DATA_DIR: dataDir,
  GOODWORD_PUBLISHABLE_KEY: PK,
  GOODWORD_SECRET_KEY: SK,
  STRIPE_WEBHOOK_SECRETS: STRIPE_SECRET,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
})

/** @param more settings beside the usual ones. */
export const startGoodword = (
  database: Database,
  scratch: string,
  more: Record<string, string> = {},
): Promise<Running> =>
  start({
    args: [cli, 'serve'],
    env: { ...environment(database), ...more },
    readyPath: '/readyz',
    scratch,
    alsoPid: database.databasePid,
  })

/** `goodword verify`. @returns what it says; throws when something does not add up. */
export function verifyBooks(database: Database): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'verify'], {
    env: { PATH: process.env.PATH, ...environment(database) },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the seeded books do not add up:\n${stdout.slice(0, 2_000)}${stderr}`)
  return stdout.trim()
}

/** A copy to write to; close whatever has the first one open before. */
export function copyOf({ dataDir }: Database, name: string): Database {
  const copy = `${dataDir}-${name}`
  cpSync(dataDir, copy, { recursive: true })
  // Or the first rounds share the disk with what is still being written of the copy.
  spawnSync('sync')
  return { dataDir: copy }
}

/**
 * Calls with the secret key; the answers in the order of the requests.
 *
 * @param connections one keeps the order of what happens; several share their commits, and are quicker.
 */
export async function callAll(
  server: Running,
  requests: Request[],
  connections = 1,
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what is answered
): Promise<any[]> {
  const bodies: unknown[] = []
  await ask(
    server.url,
    { connections, headers: apiHeaders(SK), requests },
    {
      more: (sent) => sent < requests.length,
      answered({ status, body }, index) {
        if (status >= 400) throw new Error(`${status}: ${body}`)
        bodies[index] = JSON.parse(body)
      },
    },
  )
  return bodies
}
