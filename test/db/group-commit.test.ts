/** Several works, one commit: what each is told, when, and what is stored when something fails. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isUnavailable, isUniqueViolation } from '../../server/db/errors.ts'
import { groupCommit } from '../../server/db/group-commit.ts'
import type { OpenStore } from '../../server/db/store.ts'
import type { Trx } from '../../server/services/programs.ts'
import { openTestStore } from '../support/engines.ts'
import { programRow } from './rows.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const outcomes = async (promises: Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map((one) =>
    one.status === 'fulfilled' ? one.value : String(one.reason.message),
  )

describe('writes that wait together', () => {
  let store: OpenStore
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ store, drop } = await openTestStore('sqlite'))
  })
  afterAll(() => drop())
  beforeEach(() => store.write((trx) => trx.deleteFrom('program').execute()))

  const insert = (trx: Trx, n: number) =>
    trx
      .insertInto('program')
      .values(programRow(`p${n}`, 'test', n))
      .execute()
  const stored = async (reader: OpenStore['db'] | Trx = store.db) =>
    (await reader.selectFrom('program').select('id').orderBy('short_id').execute()).map(({ id }) => id)

  test('one that fails leaves nothing and gets its own error; the others stand', async () => {
    const answers = await outcomes(
      [1, 2, 3, 4].map((n) =>
        store.write(async (trx) => {
          await insert(trx, n)
          if (n === 2) throw new Error('changed my mind')
          return n
        }),
      ),
    )
    expect(answers).toEqual([1, 'changed my mind', 3, 4])
    expect(await stored()).toEqual(['p1', 'p3', 'p4'])
  })

  test('a work that fails before it writes makes nobody begin again, one that fails later does', async () => {
    const runs: number[] = []
    const work = (n: number, fails: boolean) =>
      store.write(async (trx) => {
        runs.push(n)
        if (n !== 2) await insert(trx, n)
        if (fails) throw new Error(`${n} failed`)
        return n
      })
    expect(await outcomes([work(1, false), work(2, true), work(3, false)])).toEqual([1, '2 failed', 3])
    expect(runs).toEqual([1, 2, 3])
    runs.length = 0
    expect(await outcomes([work(4, false), work(5, true), work(6, false)])).toEqual([4, '5 failed', 6])
    expect(runs).toEqual([4, 5, 4, 5, 6])
    expect(await stored()).toEqual(['p1', 'p3', 'p4', 'p6'])
  })

  test('see what those before them did, in the order of the calls', async () => {
    const seen = await Promise.all(
      [1, 2, 3].map((n) =>
        store.write(async (trx) => {
          const before = await stored(trx)
          await pause(3 - n)
          await insert(trx, n)
          return before
        }),
      ),
    )
    expect(seen).toEqual([[], ['p1'], ['p1', 'p2']])
  })

  test('nobody is answered before the commit, not even with an error about a row of the same group', async () => {
    const answered: string[] = []
    let finish = () => {}
    const blocker = new Promise<void>((resolve) => {
      finish = resolve
    })
    const tell = (name: string) => async () => void answered.push(`${name} ${(await stored()).join()}`)
    const original = store.write((trx) => insert(trx, 1)).then(tell('original'))
    const duplicate = store
      .write((trx) => insert(trx, 1))
      .catch((error) => {
        expect(isUniqueViolation(error)).toBe(true)
        return tell('duplicate')()
      })
    const slow = store.write(() => blocker).then(tell('slow'))
    await pause(20)
    expect([answered, await stored()]).toEqual([[], []])
    finish()
    await Promise.all([original, duplicate, slow])
    expect(answered.sort()).toEqual(['duplicate p1', 'original p1', 'slow p1'])
  })

  test('one who comes while a group is at work is in the next one', async () => {
    let later: Promise<unknown> | undefined
    let seen: string[] = []
    await store.write(async (trx) => {
      await insert(trx, 1)
      setTimeout(() => {
        later = store.write(async () => {
          seen = await stored()
        })
      }, 1)
      await pause(10)
    })
    await later
    expect(seen).toEqual(['p1'])
  })

  test('a work that is over cannot go on writing with the transaction of the others', async () => {
    let kept: Trx | undefined
    await outcomes([
      store.write(async (trx) => {
        kept = trx
      }),
      store.write(async (trx) => {
        await expect(insert(kept as Trx, 8)).rejects.toThrow('already committed')
        await insert(trx, 9)
      }),
    ])
    expect(await stored()).toEqual(['p9'])
  })

  test('a write inside a write is refused however deep it is, and the others of its group stand', async () => {
    const nested = () => store.write((trx) => insert(trx, 5))
    const deep = async (n: number): Promise<unknown> => {
      await pause(0)
      return n > 0 ? deep(n - 1) : nested()
    }
    const answers = await outcomes([
      store.write((trx) => insert(trx, 1).then(() => 'stands')),
      store.write(nested),
      store.write(() => deep(20)),
      store.write(async () => Promise.all([pause(1), deep(1)])),
      store.write(() => pause(1).then(nested)),
    ])
    const refused = 'write() was called inside write(): pass the transaction on instead.'
    expect(answers).toEqual(['stands', refused, refused, refused, refused])
    expect(await stored()).toEqual(['p1'])
  })

  test('somebody else who writes while a work is waiting for something is not inside it', async () => {
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const long = store.write(async (trx) => {
      begin()
      await pause(10)
      await insert(trx, 1)
    })
    await begun
    await Promise.all([long, store.write((trx) => insert(trx, 2))])
    expect(await stored()).toEqual(['p1', 'p2'])
  })
})

describe('a group whose transaction fails', () => {
  const dir = mkdtempSync(join(tmpdir(), 'goodword-test-'))
  const file = new Sqlite(join(dir, 'group.db'))
  file.exec('create table fact (n integer)')
  afterAll(() => {
    file.close()
    rmSync(dir, { recursive: true })
  })
  beforeEach(() => file.exec('delete from fact'))

  let commits = 0
  let broken = ''
  /** The same file on a disk that fails when it is told to. */
  const connection = {
    get inTransaction() {
      return file.inTransaction
    },
    exec(statement: string) {
      if (statement === broken) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
      if (statement === 'commit') commits++
      file.exec(statement)
    },
    rowsWritten: () => file.prepare('select total_changes()').pluck().get() as number,
  }
  const group = groupCommit(connection)
  const insert = (n: number) =>
    group.submit(async () => Number(file.exec(`insert into fact values (${n})`) && n))
  const facts = () => file.prepare('select n from fact order by n').pluck().all()

  test.each([
    'begin immediate',
    'commit',
  ])('in its %s: everybody is told, nothing is stored', async (statement) => {
    broken = statement
    const answers = await Promise.allSettled([1, 2, 3].map(insert))
    broken = ''
    const failed = answers.filter((one) => one.status === 'rejected' && isUnavailable(one.reason))
    expect([failed.length, facts(), file.inTransaction]).toEqual([3, [], false])
    expect(await Promise.all([4, 5].map(insert))).toEqual([4, 5])
    expect(facts()).toEqual([4, 5])
  })

  test('in the middle, as on a full disk: those before it are told as well', async () => {
    const full = async () => {
      file.exec('rollback')
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    }
    const answers = await outcomes([insert(1), group.submit(full), insert(3)])
    expect(answers).toEqual(Array(3).fill('database or disk is full'))
    expect(facts()).toEqual([])
  })

  test('even when the work keeps quiet about it', async () => {
    const quiet = async () => void file.exec('rollback')
    const answers = await outcomes([insert(1), group.submit(quiet)])
    expect(answers).toEqual(Array(2).fill('The transaction ended before its commit.'))
    expect(facts()).toEqual([])
  })

  test('one commit is for everybody who waited, within bounds of number and time', async () => {
    commits = 0
    await Promise.all(Array.from({ length: 64 }, (_, n) => insert(n)))
    expect(commits).toBe(1)
    await Promise.all(Array.from({ length: 65 }, (_, n) => insert(n)))
    expect(commits).toBe(3)
    const slow = () => group.submit(() => pause(30))
    await Promise.all([slow(), slow(), slow()])
    expect(commits).toBe(6)
    await group.idle()
  })
})
