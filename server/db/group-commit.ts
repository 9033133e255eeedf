/**
 * One commit for everybody who is waiting: syncing a file costs as much for
 * many transactions as for one. The works of a group run one after another,
 * and nobody is answered before the commit: even an error may speak of rows
 * that the same group has yet to commit.
 *
 * Hardly any work fails after it has written. When one does, the group begins
 * again with a savepoint around each: those cost the others too much to be
 * taken always.
 */

/** Larger groups gain nothing measurable and make everybody in them wait. */
const GROUP_LIMIT = 64
/** After this no further work of a group begins, so that requests and answers get their turn. */
const GROUP_MS = 20

/** What this needs of a better-sqlite3 connection. */
interface Connection {
  readonly inTransaction: boolean
  exec(statement: string): unknown
  /** By all statements so far; undone ones count as well. */
  rowsWritten(): number
}

type Answer = () => void

interface Waiting {
  work: () => Promise<unknown>
  resolve(result: unknown): void
  reject(error: unknown): void
}

export interface GroupCommit {
  /**
   * `work` runs in a transaction that is open already, and what it wrote is
   * undone when it fails. It may be run twice, when another one has failed.
   */
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
    let answers: Answer[]
    try {
      answers = (await runGroup(group, runWork)) ?? (await runGroup(group, inSavepoint)) ?? []
      waiting.unshift(...group.splice(answers.length))
      connection.exec('commit')
    } catch (error) {
      undo(connection)
      for (const { reject } of group) reject(error)
      return
    }
    for (const answer of answers) answer()
  }

  /** @returns an answer for each work that has run, or undefined when what a failed one wrote is in the way. */
  async function runGroup(group: Waiting[], run: typeof runWork): Promise<Answer[] | undefined> {
    const answers: Answer[] = []
    connection.exec('begin immediate')
    const started = performance.now()
    for (const { work, resolve, reject } of group) {
      if (answers.length > 0 && performance.now() - started > GROUP_MS) break
      const written = connection.rowsWritten()
      let failure: unknown
      try {
        inWork = true
        const result = await run(work)
        answers.push(() => resolve(result))
      } catch (error) {
        failure = error
        answers.push(() => reject(error))
      } finally {
        inWork = false
      }
      // A full disk ends the whole transaction: those who went before have lost their rows as well.
      if (!connection.inTransaction) throw failure ?? new Error('The transaction ended before its commit.')
      if (failure !== undefined && run !== inSavepoint && connection.rowsWritten() !== written) {
        connection.exec('rollback')
        return undefined
      }
    }
    return answers
  }

  async function inSavepoint(work: () => Promise<unknown>): Promise<unknown> {
    connection.exec('savepoint work')
    try {
      const result = await runWork(work)
      connection.exec('release work')
      return result
    } catch (error) {
      undoWork(connection)
      throw error
    }
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

function undoWork(connection: Connection): void {
  if (!connection.inTransaction) return
  try {
    connection.exec('rollback to work')
    connection.exec('release work')
  } catch {
    // Half a work must never be committed with the others: then nobody's is.
    connection.exec('rollback')
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
