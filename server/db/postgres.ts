/** The engine for more than one server: a PostgreSQL database, or one that speaks its protocol. */
import {
  type Dialect,
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  sql,
} from 'kysely'
import type pg from 'pg'
import type { ClickSink } from '../services/clicks.ts'
import { commitHooks } from './after-commit.ts'
import type { ReportDropped } from './clicks.ts'
import { codeOf, loadEngine } from './errors.ts'
import { clickMigrations, migrations } from './migrations/index.ts'
import { postgresClickSink, postgresClicks } from './postgres-clicks.ts'
import type { Database } from './schema.ts'
import type { OpenStore } from './store.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  url: string
  /** Connections for everything but clicks, which have two of their own. Default 10. */
  poolSize?: number
  /** Refuses every write. Default false. */
  readonly?: boolean
  /** From 0 up to 1; spreads the retries of transactions that collided. Default `Math.random`. */
  random?: () => number
}

const TRANSACTION_ATTEMPTS = 5

/**
 * Connects to the database; its tables are `migrate`'s business.
 *
 * @throws {EngineMissing} when pg is not installed, and the driver's error
 *   when the database cannot be reached (see `isUnavailable`).
 */
export async function openPostgres(options: PostgresOptions): Promise<OpenStore> {
  const { poolSize = 10, readonly = false, random = Math.random } = options
  const newPool = await poolMaker(options)
  const pool = newPool(poolSize)
  const clicksPool = newPool(CLICK_CONNECTIONS)
  const db = new Kysely<Database>({ dialect: postgresDialect(pool) })
  const retry: Retry = (work) => retrying(work, random)
  const clicks = postgresClicks(clicksPool, retry)
  const hooks = commitHooks()
  let closing: Promise<void> | undefined

  try {
    await assertDurable(db)
  } catch (error) {
    await Promise.all([db.destroy(), clicksPool.end()])
    throw error
  }

  return {
    engine: 'postgres',
    db,
    clicks,
    migrationTargets: readonly
      ? []
      : [
          { name: 'database', db: db as Kysely<unknown>, migrations: migrations('postgres') },
          { name: 'click', db: db as Kysely<unknown>, migrations: clickMigrations('postgres') },
        ],
    async write(work) {
      if (readonly) throw new Error('This store was opened for reading.')
      return hooks.write(
        (hooked) => retry(() => db.transaction().setIsolationLevel('read committed').execute(hooked)),
        work,
      )
    },
    afterCommit: hooks.afterCommit,
    async lock(trx, ...keys) {
      // The columns of a row are worked out from left to right.
      const locks = keys.map((key) => sql`pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
      await sql`select ${sql.join(locks)}`.execute(trx)
    },
    close() {
      closing ??= (async () => {
        await clicks.close()
        await db.destroy()
      })()
      return closing
    },
  }
}

/** For a process that writes nothing but clicks. */
export async function openPostgresClicks(
  options: PostgresOptions,
  report: ReportDropped,
): Promise<ClickSink> {
  // A database that is frozen, or gone behind a wall, keeps no time of its own.
  const newPool = await poolMaker(options, { query_timeout: 6_000 })
  const retry: Retry = (work) => retrying(work, options.random ?? Math.random)
  return postgresClickSink(newPool(CLICK_CONNECTIONS), retry, report)
}

const CLICK_CONNECTIONS = 2

async function poolMaker(
  { url, readonly = false }: PostgresOptions,
  more: pg.PoolConfig = {},
): Promise<(max: number) => pg.Pool> {
  const { Pool, types } = await loadEngine(
    'PostgreSQL',
    'npm install pg@8',
    async () => (await import('pg')).default,
  )
  return (max) => {
    const pool = new Pool({
      connectionString: url,
      max,
      application_name: 'goodword',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
      ...more,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      ...(readonly ? { options: '-c default_transaction_read_only=on' } : {}),
      types: exactIntegers(types),
    })
    // A connection that breaks says so here as well as to whoever uses it; without a listener that ends the process.
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    return pool
  }
}

export type Retry = <T>(work: () => Promise<T>) => Promise<T>

/** Serialization failures and deadlocks: the database rolled back and asks to try again. */
async function retrying<T>(work: () => Promise<T>, random: () => number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const asked = codeOf(error) === '40001' || codeOf(error) === '40P01'
      if (!asked || attempt === TRANSACTION_ATTEMPTS) throw error
      await new Promise((resolve) => setTimeout(resolve, random() * 10 * 2 ** attempt))
    }
  }
}

/** An answer leaves after the commit, so a commit has to mean that the data is on disk. */
async function assertDurable(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{
    value: string
  }>`select current_setting('synchronous_commit') as value`.execute(db)
  const value = rows[0]?.value
  if (value === 'on' || value === 'remote_apply') return
  throw new Error(
    `synchronous_commit is ${value}: acknowledged sales could be lost. ` +
      'Set it to on for this database: alter database … set synchronous_commit = on',
  )
}

const INT8 = 20
const NUMERIC = 1700

/** bigint columns, counts and sums as numbers, as on SQLite; never a rounded one. */
function exactIntegers(types: typeof pg.types): pg.CustomTypesConfig {
  const parse = (value: string): number => {
    const number = Number(value)
    if (!Number.isSafeInteger(number))
      throw new RangeError(`${value} is not an integer that can be read exactly`)
    return number
  }
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === INT8 || oid === NUMERIC ? parse : types.getTypeParser(oid, format),
  }
}

function postgresDialect(pool: pg.Pool): Dialect {
  const dialect = new PostgresDialect({ pool: checkedPool(pool) })
  return {
    createDriver() {
      const driver = dialect.createDriver()
      const rollback = driver.rollbackTransaction.bind(driver)
      // On a broken connection there is nothing left to roll back, and the error that broke it must get out.
      driver.rollbackTransaction = (connection) => rollback(connection).catch(() => {})
      return driver
    },
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/**
 * Watches the ends of transactions. PostgreSQL answers COMMIT with ROLLBACK,
 * and no error, when a statement failed before and its error was swallowed:
 * the caller would believe its work stored. And a connection that could not
 * roll back must not be lent to the next caller.
 */
function checkedPool(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect()
      let broken = false
      const query = async (text: string, parameters: unknown[]) => {
        try {
          const result = await client.query(text, parameters)
          if (text === 'commit' && result.command === 'ROLLBACK') {
            throw new Error(
              'The transaction was rolled back: one of its statements failed and nobody said so.',
            )
          }
          return result
        } catch (error) {
          if (text === 'rollback') broken = true
          throw error
        }
      }
      return { query, release: () => client.release(broken) } as unknown as PostgresPoolClient
    },
    end: () => pool.end(),
  }
}
