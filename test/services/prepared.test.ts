/** Statements that are compiled once: the values of each call, and a text for each set of names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inLists, insertRow, prepared } from '../../server/services/prepared.ts'
import { engines, openTestStore } from '../support/engines.ts'

type Salt = { from: number } | { from: number; to: number }

describe.each(engines)('a prepared statement on %s', (engine) => {
  let opened: Awaited<ReturnType<typeof openTestStore>>
  let built = 0
  const days = prepared((reader, range: Salt) => {
    built++
    const since = reader
      .selectFrom('visitor_salt')
      .select('day')
      .where('day', '>=', range.from)
      .orderBy('day')
    return 'to' in range ? since.where('day', '<', range.to) : since
  })
  beforeAll(async () => {
    opened = await openTestStore(engine)
    await opened.store.write(async (trx) => {
      for (const day of [1, 2, 3]) await insertRow(trx, 'visitor_salt', { day, salt: `of ${day}` })
    })
  })
  afterAll(() => opened.drop())

  test('is built once for each set of names, and takes the values of its call', async () => {
    const { db } = opened.store
    const found = async (range: Salt) => (await days(db, range)).map(({ day }) => day)
    expect(await found({ from: 1 })).toEqual([1, 2, 3])
    expect(await found({ from: 3 })).toEqual([3])
    expect(await found({ from: 1, to: 3 })).toEqual([1, 2])
    expect(await found({ to: 2, from: 0 })).toEqual([1])
    expect(await found({ from: 2, to: 3 })).toEqual([2])
    // Names in another order are another text; what counts is that no call gets the values of another.
    expect(built).toBe(3)
  })

  test('takes lists, and is built once for each length', async () => {
    const { db } = opened.store
    let builds = 0
    const those = prepared((reader, { days: list, from }: { days: number[]; from: number }) => {
      builds++
      return reader
        .selectFrom('visitor_salt')
        .select('day')
        .where('day', 'in', list)
        .where('day', '>=', from)
        .orderBy('day')
    })
    const found = async (list: number[], from: number) => {
      const parts: number[] = []
      for (const part of inLists(list)) {
        parts.push(...(await those(db, { days: part, from })).map(({ day }) => day))
      }
      return parts
    }
    expect(await found([3, 1], 1)).toEqual([1, 3])
    expect(await found([1, 2], 2)).toEqual([2])
    expect(builds).toBe(1)
    expect(await found([3, 2, 1], 1)).toEqual([1, 2, 3])
    expect(await found([1, 2, 3, 7], 1)).toEqual([1, 2, 3])
    expect(builds).toBe(2)
    expect(inLists([])).toEqual([])
    expect(inLists([1])).toEqual([[1]])
    expect(inLists([1, 2, 3, 4, 5])).toEqual([[1, 2, 3, 4, 5, 5, 5, 5]])
    // More than SQLite takes in one statement; of the second part three are left.
    const many = Array.from({ length: 512 * 80 + 3 }, (_, n) => n)
    expect(await found(many, 2)).toEqual([2, 3])
    expect(inLists(many).at(-1)).toHaveLength(4)
    expect(builds).toBe(3)
  })

  test('inserts the row it was given, in a transaction like any other', async () => {
    const { store } = opened
    const failed = store.write(async (trx) => {
      await insertRow(trx, 'visitor_salt', { day: 9, salt: 'lost' })
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    await store.write((trx) => insertRow(trx, 'visitor_salt', { salt: 'kept', day: 8 }))
    const rows = await store.db.selectFrom('visitor_salt').where('day', '>', 3).selectAll().execute()
    expect(rows).toEqual([{ day: 8, salt: 'kept' }])
  })
})
