/**
 * One commit for everybody who is waiting: syncing a file costs as much for
 * many transactions as for one. The works of a group run one after another,
 * each inside its own savepoint, and nobody is answered before the commit:
 * even an error may speak of rows that the same group has yet to commit.
 */

/** Larger groups gain nothing measurable and make everybody in them wait. */
const GROUP_LIMIT = 64
/** After this no further work of a group begins, so that requests and answers get their turn. */
const GROUP_MS = 20

/** What this needs of a better-sqlite3 connection. */
interface Connection {
  readonly inTransaction: boolean
  exec(statement: string): unknown
}

interface Waiting {
  work: () => Promise<unknown>
  resolve(result: unknown): void
  reject(error: unknown): void
}

export interface GroupCommit {
  /** `work` runs in a transaction that is open already, and undoes its own statements when it fails. */
  submit<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void>
}

export function groupCommit(connection: Connection): GroupCommit {
  const waiting: Waiting[] = []
  let running: Promise<void> | null = null
  let inWork = false

  /** Takes what is waiting at this moment; who comes later is in the next group. */
  async function storeGroup(): Promise<void> {
    const group = waiting.splice(0, GROUP_LIMIT)
    const answers: (() => void)[] = []
    try {
      connection.exec('begin immediate')
      const started = performance.now()
      for (const { work, resolve, reject } of group) {
        if (answers.length > 0 && performance.now() - started > GROUP_MS) break
        let failure: unknown
        try {
          inWork = true
          const result = await runWork(work)
          answers.push(() => resolve(result))
        } catch (error) {
          failure = error
          answers.push(() => reject(error))
        } finally {
          inWork = false
        }
        // A full disk ends the whole transaction: those who went before have lost their rows as well.
        if (!connection.inTransaction) throw failure ?? new Error('The transaction ended before its commit.')
      }
      waiting.unshift(...group.splice(answers.length))
      connection.exec('commit')
    } catch (error) {
      undo(connection)
      for (const { reject } of group) reject(error)
      return
    }
    for (const answer of answers) answer()
  }

  async function storeAll(): Promise<void> {
    while (waiting.length > 0) {
      // Whatever else arrives in this turn of the event loop belongs to the group, and answers leave in between.
      await new Promise((resolve) => setImmediate(resolve))
      await storeGroup()
    }
    running = null
  }

  return {
    async submit<T>(work: () => Promise<T>): Promise<T> {
      // It would wait for itself for ever. Work that was only started in there, and comes later, may.
      if (inWork && calledFromWork()) {
        throw new Error('write() was called inside write(): pass the transaction on instead.')
      }
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as Waiting['resolve'], reject })
        running ??= storeAll()
      })
    },
    async idle() {
      while (running) await running
    },
  }
}

function undo(connection: Connection): void {
  try {
    if (connection.inTransaction) connection.exec('rollback')
  } catch {
    // Then the next group cannot begin, says so, and tries again.
  }
}

async function runWork(work: () => Promise<unknown>): Promise<unknown> {
  return await work()
}

/**
 * Is `runWork` among the callers, however many awaits ago? The engine follows
 * awaits when it writes a stack; AsyncLocalStorage would tell the same, but
 * slows down every promise of the process.
 */
function calledFromWork(): boolean {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = Number.POSITIVE_INFINITY
  const { stack } = new Error()
  Error.stackTraceLimit = limit
  return String(stack).includes(` ${runWork.name} (`)
}
