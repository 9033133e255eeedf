/**
 * Kysely on better-sqlite3. The engine answers at once, so statements are run
 * at once as well: through Kysely's own executor each would wait for a lock
 * and for half a dozen promises, which costs more than most statements do.
 */
import type BetterSqlite3 from 'better-sqlite3'
import {
  type CompiledQuery,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  type Dialect,
  type DialectAdapter,
  type Driver,
  Kysely,
  type KyselyProps,
  type LimitNode,
  type QueryCompiler,
  type QueryResult,
  SqliteDialect,
  SqliteQueryCompiler,
  Transaction,
  ValueNode,
} from 'kysely'
import type { RunsAtOnce } from '../services/prepared.ts'
import type { Database } from './schema.ts'

type Connection = BetterSqlite3.Database

/** For single statements, such as reads. */
export const kyselyAtOnce = (connection: Connection): Kysely<Database> =>
  new Kysely(propsFor(connection)(statementRunner(connection)))

type Work<T> = (trx: Transaction<Database>) => Promise<T>

/** For works that run one after another in a transaction that is open already. */
export function transactionsAtOnce(connection: Connection): <T>(work: Work<T>) => Promise<T> {
  const props = propsFor(connection)
  const run = statementRunner(connection)
  return async (work) => {
    let over = false
    const trx = new Transaction<Database>(
      props((query) => {
        // What it still wants to write would be mixed with the work of somebody else.
        if (over) throw new Error('Transaction is already committed or rolled back')
        return run(query)
      }),
    )
    try {
      return await work(trx)
    } finally {
      over = true
    }
  }
}

type Run = (query: Pick<CompiledQuery, 'sql' | 'parameters'>) => unknown[] | BetterSqlite3.RunResult

class AtOnce extends DefaultQueryExecutor implements RunsAtOnce {
  readonly #run: Run

  constructor(compiler: QueryCompiler, adapter: DialectAdapter, driver: Driver, run: Run) {
    super(compiler, adapter, new DefaultConnectionProvider(driver))
    this.#run = run
  }

  rowsAtOnce<R>({ sql }: CompiledQuery<R>, parameters: readonly unknown[]): R[] {
    const result = this.#run({ sql, parameters })
    return Array.isArray(result) ? (result as R[]) : []
  }

  override async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = this.#run(query)
    if (Array.isArray(result)) return { rows: result as R[] }
    return { rows: [], numAffectedRows: BigInt(result.changes), insertId: BigInt(result.lastInsertRowid) }
  }
}

function propsFor(connection: Connection): (run: Run) => KyselyProps {
  const dialect = sqliteDialect(connection)
  const driver = dialect.createDriver()
  // Done when it returns: the connection is open.
  void driver.init()
  // Making a compiler takes longer than many a statement does, and this one is asked for every transaction.
  const compiler = dialect.createQueryCompiler()
  const adapter = dialect.createAdapter()
  return (run) => {
    const executor = new AtOnce(compiler, adapter, driver, run)
    return { config: { dialect }, dialect, driver, executor }
  }
}

function statementRunner(connection: Connection): Run {
  const statements = keptStatements(connection)
  return ({ sql, parameters }) => {
    const statement = statements(sql)
    return statement.reader ? statement.all(parameters) : statement.run(parameters)
  }
}

export function sqliteDialect(connection: Connection): Dialect {
  const prepare = keptStatements(connection)
  const dialect = new SqliteDialect({ database: { prepare, close: () => connection.close() } })
  // A plain `begin` takes the lock at the first write, and fails at once if somebody wrote since the first read.
  const begin = connection.readonly ? 'begin' : 'begin immediate'
  const transactions: Pick<Driver, 'beginTransaction' | 'commitTransaction' | 'rollbackTransaction'> = {
    beginTransaction: async () => void connection.exec(begin),
    commitTransaction: async () => void connection.exec('commit'),
    async rollbackTransaction() {
      // A full disk has rolled back already; a second attempt would hide the first error.
      if (connection.inTransaction) connection.exec('rollback')
    },
  }
  return {
    createDriver: () => Object.assign(dialect.createDriver(), transactions),
    createQueryCompiler: () => new LimitsWritten(),
    createAdapter() {
      // SQLite's DDL is transactional; Kysely is cautious because of pragmas, which migrations do not use.
      return Object.defineProperty(dialect.createAdapter(), 'supportsTransactionalDdl', { value: true })
    },
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

/**
 * A limit that is bound may change the plan, so SQLite prepares such a statement
 * anew for every execution; that takes five times as long as running it.
 */
class LimitsWritten extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const value = ValueNode.is(node.limit) ? node.limit.value : undefined
    if (Number.isSafeInteger(value)) this.append(`limit ${value}`)
    else super.visitLimit(node)
  }
}

const STATEMENT_LIMIT = 500

/** Preparing a statement takes longer than running it, and most queries are the same few texts. */
function keptStatements(connection: Connection): (text: string) => BetterSqlite3.Statement {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return (text) => {
    const known = statements.get(text)
    if (known) return known
    const statement = connection.prepare(text)
    if (statements.size >= STATEMENT_LIMIT) statements.clear()
    statements.set(text, statement)
    return statement
  }
}
