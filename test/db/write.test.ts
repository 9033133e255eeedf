import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isUnavailable } from '../../server/db/errors.ts'
import { openStore } from '../../server/db/open.ts'
import { openPostgres } from '../../server/db/postgres.ts'
import type { OpenStore } from '../../server/db/store.ts'
import type { Store } from '../../server/services/context.ts'
import { engines, openTestStore, type TestDatabase } from '../support/engines.ts'
import { programRow } from './rows.ts'

type Trx = Parameters<Parameters<Store['write']>[0]>[0]

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('this should have failed')
    },
    (error: unknown) => error,
  )

let store: OpenStore
let options: TestDatabase['options']
let drop: () => Promise<void>

const prepare = (engine: (typeof engines)[number]) => {
  beforeAll(async () => {
    ;({ store, drop, options } = await openTestStore(engine))
    await store.write((trx) =>
      trx
        .insertInto('program')
        .values(programRow('prg', 'live', 1))
        .execute(),
    )
  })
  afterAll(() => drop())
}

const offset = async (reader: Trx | Store['db'] = store.db) =>
  (
    await reader
      .selectFrom('program')
      .where('id', '=', 'prg')
      .select('clock_offset_ms')
      .executeTakeFirstOrThrow()
  ).clock_offset_ms
const setOffset = (trx: Trx, clock_offset_ms: number) =>
  trx.updateTable('program').set({ clock_offset_ms }).where('id', '=', 'prg').execute()

describe.each(engines)('write on %s', (engine) => {
  prepare(engine)

  test('is seen by others after it resolved, and not before', async () => {
    await store.write((trx) => setOffset(trx, 1))
    const seen = await store.write(async (trx) => {
      await setOffset(trx, 2)
      return { inside: await offset(trx), outside: await offset() }
    })
    expect(seen).toEqual({ inside: 2, outside: 1 })
    expect(await offset()).toBe(2)
  })

  test('leaves nothing when its work throws, and the next one works', async () => {
    await store.write((trx) => setOffset(trx, 5))
    const error = await failureOf(
      store.write(async (trx) => {
        await setOffset(trx, 6)
        throw new Error('changed my mind')
      }),
    )
    expect(String(error)).toContain('changed my mind')
    expect(await offset()).toBe(5)
    await store.write((trx) => setOffset(trx, 7))
    expect(await offset()).toBe(7)
  })

  test('under one lock loses no update of many at once', async () => {
    await store.write((trx) => setOffset(trx, 0))
    const addOne = () =>
      store.write(async (trx) => {
        await store.lock(trx, 'the offset')
        const before = await offset(trx)
        await pause(1)
        await setOffset(trx, before + 1)
      })
    await Promise.all(Array.from({ length: 25 }, addOne))
    expect(await offset()).toBe(25)
  })

  test('what a transaction asked for happens after its commit, before its caller is answered, and never when it fails', async () => {
    const seen: unknown[] = []
    await store.write(async (trx) => {
      store.afterCommit(trx, () => seen.push('first'))
      store.afterCommit(trx, () => seen.push('second'))
      await setOffset(trx, 8)
      seen.push('work')
    })
    seen.push('answered')
    expect(seen).toEqual(['work', 'first', 'second', 'answered'])
    await failureOf(
      store.write(async (trx) => {
        store.afterCommit(trx, () => seen.push('never'))
        throw new Error('changed my mind')
      }),
    )
    expect(seen).not.toContain('never')
    await store.write((trx) => setOffset(trx, 25))
  })

  test('reads do not wait for a write that takes its time', async () => {
    let finish = () => {}
    const blocker = new Promise<void>((resolve) => {
      finish = resolve
    })
    const slow = store.write(async (trx) => {
      await setOffset(trx, 99)
      await blocker
    })
    expect(await offset()).toBe(25)
    finish()
    await slow
    expect(await offset()).toBe(99)
  })

  test('sums and counts are numbers', async () => {
    const row = await store.db
      .selectFrom('program')
      .select((eb) => [eb.fn.sum('created_at').as('sum'), eb.fn.countAll().as('count')])
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ sum: programRow('', 'live', 1).created_at, count: 1 })
  })

  test('a store opened for reading reads beside it and refuses to write', async () => {
    const reader = await openStore({ ...options, readonly: true })
    expect(await offset(reader.db)).toBe(99)
    await expect(reader.write((trx) => setOffset(trx, 1))).rejects.toThrow('opened for reading')
    await expect(reader.db.updateTable('program').set({ created_at: 0 }).execute()).rejects.toThrow()
    expect(reader.migrationTargets).toEqual([])
    await reader.close()
  })
})

describe('write on sqlite', () => {
  prepare('sqlite')

  test('holds the write lock from its first moment', async () => {
    const other = new Sqlite(join(options.dataDir, 'goodword.db'), { timeout: 0 })
    await store.write(async () => {
      expect(() => other.exec('begin immediate')).toThrow('database is locked')
    })
    other.exec('begin immediate')
    const error = await failureOf(store.write((trx) => setOffset(trx, 1)))
    expect(isUnavailable(error)).toBe(true)
    other.exec('rollback')
    other.close()
    await store.write((trx) => setOffset(trx, 1))
  })

  test('runs one after another, in the order of the calls', async () => {
    const events: string[] = []
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        store.write(async () => {
          events.push(`${name} begins`)
          await pause(2)
          events.push(`${name} ends`)
        }),
      ),
    )
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  test('refuses a write inside a write instead of waiting for itself', async () => {
    await expect(store.write(() => store.write((trx) => setOffset(trx, 3)))).rejects.toThrow('inside write()')
    let later: Promise<unknown> | undefined
    await store.write(async () => {
      setTimeout(() => {
        later = store.write((trx) => setOffset(trx, 4))
      }, 5)
    })
    await pause(20)
    await later
    expect(await offset()).toBe(4)
  })
})

describe.runIf(engines.includes('postgres'))('write on postgres', () => {
  prepare('postgres')
  const raise = (trx: Trx, code: string) =>
    sql.raw(`do $$ begin raise exception 'told to' using errcode = '${code}'; end $$`).execute(trx)

  test.each(['40001', '40P01'])('tries again when the database asks with %s', async (code) => {
    let attempts = 0
    const acts: number[] = []
    await store.write(async (trx) => {
      const attempt = ++attempts
      store.afterCommit(trx, () => acts.push(attempt))
      await setOffset(trx, attempt)
      if (attempt < 3) await raise(trx, code)
    })
    expect([attempts, acts]).toEqual([3, [3]])
    expect(await offset()).toBe(3)
  })

  test('gives up after five attempts, and never repeats another error', async () => {
    let attempts = 0
    const error = await failureOf(
      store.write((trx) => {
        attempts++
        return raise(trx, '40001')
      }),
    )
    expect(attempts).toBe(5)
    expect(isUnavailable(error)).toBe(true)

    attempts = 0
    await failureOf(
      store.write((trx) => {
        attempts++
        return raise(trx, '23505')
      }),
    )
    expect(attempts).toBe(1)
  })

  test('resolves a real deadlock', async () => {
    await store.write((trx) =>
      trx
        .insertInto('program')
        .values(programRow('prg2', 'test', 2))
        .execute(),
    )
    const touch = (trx: Trx, id: string) =>
      trx.updateTable('program').set({ created_at: 1 }).where('id', '=', id).execute()
    let starts = 0
    let eachHasOne = () => {}
    const holding = new Promise<void>((resolve) => {
      eachHasOne = resolve
    })
    let held = 0
    const both = (first: string, second: string) =>
      store.write(async (trx) => {
        starts++
        await touch(trx, first)
        if (++held === 2) eachHasOne()
        await holding
        await touch(trx, second)
      })
    await Promise.all([both('prg', 'prg2'), both('prg2', 'prg')])
    expect(starts).toBe(3)
  })

  test('does not call work stored that the database rolled back', async () => {
    const error = await failureOf(
      store.write(async (trx) => {
        await setOffset(trx, 77)
        await raise(trx, '23505').catch(() => {})
      }),
    )
    expect(String(error)).toContain('rolled back')
    expect(await offset()).not.toBe(77)
  })

  test('a connection that dies in the middle is an outage, and the next write works', async () => {
    const error = await failureOf(
      store.write(async (trx) => {
        await setOffset(trx, 88)
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
      }),
    )
    expect(isUnavailable(error)).toBe(true)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(store.db)
    // Nobody is using this one: its end may not end the process either.
    const other = await openPostgres({ url: options.databaseUrl ?? '', poolSize: 1 })
    await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(other.db)
    await other.close()
    await pause(50)
    await store.write((trx) => setOffset(trx, 89))
    expect(await offset()).toBe(89)
  })

  test('waits at most two seconds for a lock', async () => {
    let finish = () => {}
    const blocker = new Promise<void>((resolve) => {
      finish = resolve
    })
    let locked = () => {}
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve
    })
    const holder = store.write(async (trx) => {
      await store.lock(trx, 'sale 1')
      locked()
      await blocker
    })
    await isLocked
    await store.write((trx) => store.lock(trx, 'sale 2'))
    const error = await failureOf(store.write((trx) => store.lock(trx, 'sale 1')))
    expect(isUnavailable(error)).toBe(true)
    finish()
    await holder
    await store.write((trx) => store.lock(trx, 'sale 1'))
  })

  test('runs with the limits it was given and reads no rounded integer', async () => {
    const { rows } = await sql`
      select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
        current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('synchronous_commit') as sync`.execute(store.db)
    expect(rows).toEqual([{ statement: '5s', lock: '2s', idle: '10s', sync: 'on' }])
    await expect(sql`select 9007199254740992::bigint as n`.execute(store.db)).rejects.toThrow('exactly')
    const largest = await sql<{ n: number }>`select 9007199254740991::bigint as n`.execute(store.db)
    expect(largest.rows).toEqual([{ n: Number.MAX_SAFE_INTEGER }])
  })

  test('refuses a database that acknowledges before it has stored', async () => {
    const name = new URL(options.databaseUrl ?? '').pathname.slice(1)
    await sql`alter database ${sql.id(name)} set synchronous_commit = off`.execute(store.db)
    await expect(openPostgres({ url: options.databaseUrl ?? '' })).rejects.toThrow(
      'synchronous_commit is off',
    )
    await sql`alter database ${sql.id(name)} reset synchronous_commit`.execute(store.db)
  })

  test('says that it is unavailable when nobody answers', async () => {
    const error = await failureOf(openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' }))
    expect(isUnavailable(error)).toBe(true)
  })
})
