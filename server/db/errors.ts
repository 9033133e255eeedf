/**
 * What callers need to know about a database error without knowing the engine:
 * was it a duplicate, and is it worth sending the same request again?
 */

/** The optional peer that an engine needs is not installed. The message is the line that installs it. */
export class EngineMissing extends Error {
  constructor(engine: string, install: string, cause: unknown) {
    super(`${engine} needs a package that is not installed. Run: ${install}`, { cause })
    this.name = 'EngineMissing'
  }
}

/** Another process has this data directory open for writing. */
export class DataDirInUse extends Error {
  constructor(dir: string, cause: unknown) {
    super(`Another process is using ${dir}. Stop it first, or use another DATA_DIR.`, { cause })
    this.name = 'DataDirInUse'
  }
}

/** There is nothing to read in this data directory. */
export class DatabaseMissing extends Error {
  constructor(dir: string) {
    super(`There is no database in ${dir}. Set DATA_DIR to where it is, or make one with: goodword init`)
    this.name = 'DatabaseMissing'
  }
}

/** The database was migrated by a newer version; running an older one on it would corrupt it. */
export class DatabaseTooNew extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `The database belongs to a newer version of Goodword (it knows ${unknown.join(', ')}). ` +
        'Install that version, or restore a backup made before the upgrade.',
    )
    this.name = 'DatabaseTooNew'
  }
}

/** More clicks are waiting for the disk or the database than may wait. */
export class ClickQueueFull extends Error {
  constructor(waiting: number) {
    super(`${waiting} clicks are waiting to be stored; this one was not taken.`)
    this.name = 'ClickQueueFull'
  }
}

/** A thread of this process ended on its own; what it was doing is not known to be done. */
export class ThreadEnded extends Error {
  constructor(role: string) {
    super(`The thread "${role}" ended unexpectedly.`)
    this.name = 'ThreadEnded'
  }
}

/** Imports an optional peer, and says how to install it when it is not there. */
export async function loadEngine<T>(engine: string, install: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (codeOf(error) === 'ERR_MODULE_NOT_FOUND') throw new EngineMissing(engine, install, error)
    throw error
  }
}

/** The engine's own code: `SQLITE_…`, five characters of SQLSTATE, or `ECONN…` of a socket. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/** True when a row with the same unique key was there first. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === '23505'
}

const sqliteUnavailable = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|PROTOCOL|NOMEM)(_|$)/

// 08 connection · 53 resources · 57P shutdown · 58030 I/O · 57014 statement timeout · 55P03 lock timeout ·
// 25P03 idle in transaction · 25006 a standby after a failover · 40001/40P01 after the last retry
const postgresUnavailable = /^(08...|53...|57P0.|58030|57014|55P03|25P03|25006|40001|40P01)$/

const socketUnavailable = /^(ECONN|EPIPE$|ETIMEDOUT$|ENOTFOUND$|EAI_AGAIN$|EHOSTUNREACH$|ENETUNREACH$)/

// These come from pg and better-sqlite3 without a code.
const unavailableWords =
  /query read timeout|timeout exceeded when trying to connect|connection terminated|connection error and is not queryable|database connection is not open|pool after calling end|driver has already been destroyed/i

/**
 * True when the store could not do its work now but may later: busy, full,
 * read-only, unreachable, shutting down. Nothing was stored, with one
 * exception: a connection lost during COMMIT leaves that open, which is what
 * natural and idempotency keys are for.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof ClickQueueFull || error instanceof ThreadEnded) return true
  const code = codeOf(error)
  if (code) {
    return sqliteUnavailable.test(code) || postgresUnavailable.test(code) || socketUnavailable.test(code)
  }
  return error instanceof Error && unavailableWords.test(error.message)
}
