import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isUnavailable, isUniqueViolation } from '../../server/db/errors.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { engines, openTestStore } from '../support/engines.ts'
import { historyRows, linkRow, partnerRow, programRow, saleRow } from './rows.ts'

const histories = Object.keys(historyRows('')) as (keyof ReturnType<typeof historyRows>)[]

describe.each(engines)('constraints on %s', (engine) => {
  let store: OpenStore
  let drop: () => Promise<void>
  beforeAll(async () => {
    ;({ store, drop } = await openTestStore(engine))
    await store.write(async (trx) => {
      await trx
        .insertInto('program')
        .values([programRow('live', 'live', 1), programRow('twin', 'test', 2)])
        .execute()
      for (const program of ['live', 'twin']) {
        const rows = historyRows(program)
        for (const table of histories) await trx.insertInto(table).values(rows[table]).execute()
      }
      await trx
        .insertInto('sale')
        .values(saleRow('live', 'sal_1', 'order-1'))
        .execute()
      await trx
        .insertInto('link')
        .values(linkRow('live', 'lnk_1', 7, 'ada'))
        .execute()
      await trx
        .insertInto('partner')
        .values(partnerRow('live', 'par_1', 'ada@example.com'))
        .execute()
    })
  })
  afterAll(() => drop())

  const failure = async (work: Parameters<OpenStore['write']>[0]): Promise<unknown> => {
    try {
      await store.write(work)
    } catch (error) {
      return error
    }
    throw new Error('this should have been refused')
  }
  const statement = (text: string) => failure((trx) => sql.raw(text).execute(trx))
  const count = async (table: string) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(store.db)
    return rows[0]?.n
  }

  test('a natural key is unique per program and source, and a duplicate is recognised', async () => {
    const error = await failure((trx) =>
      trx
        .insertInto('sale')
        .values(saleRow('live', 'sal_2', 'order-1'))
        .execute(),
    )
    expect(isUniqueViolation(error)).toBe(true)
    expect(isUnavailable(error)).toBe(false)
    await store.write(async (trx) => {
      await trx
        .insertInto('sale')
        .values(saleRow('twin', 'sal_1', 'order-1'))
        .execute()
      await trx
        .insertInto('sale')
        .values({ ...saleRow('live', 'sal_3', 'order-1'), source: 'stripe' })
        .execute()
    })
  })

  test('link codes and keys are unique on the whole server, emails per program', async () => {
    for (const row of [linkRow('twin', 'lnk_2', 8, 'ada'), linkRow('twin', 'lnk_2', 7, 'bob')]) {
      expect(isUniqueViolation(await failure((trx) => trx.insertInto('link').values(row).execute()))).toBe(
        true,
      )
    }
    const same = partnerRow('live', 'par_2', 'ada@example.com')
    expect(isUniqueViolation(await failure((trx) => trx.insertInto('partner').values(same).execute()))).toBe(
      true,
    )
    await store.write(async (trx) => {
      await trx
        .insertInto('partner')
        .values(partnerRow('twin', 'par_1', 'ada@example.com'))
        .execute()
      await trx
        .insertInto('partner')
        .values([partnerRow('live', 'par_3', null), partnerRow('live', 'par_4', null)])
        .execute()
    })
  })

  test.each([
    ['a fraction', '1.5'],
    ['words', "'twelve'"],
    ['nothing', 'null'],
    ['2^53', '9007199254740992'],
    ['−2^53', '-9007199254740992'],
    ['the smallest 64-bit integer', '-9223372036854775808'],
  ])('an amount cannot be %s', async (_, amount) => {
    // PostgreSQL rounds a fraction literal on assignment; a parameter, which is what code sends, it refuses.
    const value = engine === 'postgres' && amount === '1.5' ? "'1.5'" : amount
    const error = await statement(
      `insert into partner_balance values ('live', 'par_1', 'EUR', 20500, ${value})`,
    )
    expect(isUnavailable(error)).toBe(false)
    expect(await count('partner_balance')).toBe(0)
  })

  test('the largest exact amounts come back as they went in', async () => {
    for (const [day, amount_minor] of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0].entries()) {
      const key = { program_id: 'twin', partner_id: 'par_1', currency: 'EUR', hold_day: day }
      await store.write((trx) =>
        trx
          .insertInto('partner_balance')
          .values({ ...key, amount_minor })
          .execute(),
      )
      const row = await store.db
        .selectFrom('partner_balance')
        .where('hold_day', '=', day)
        .selectAll()
        .executeTakeFirst()
      expect(row).toEqual({ ...key, amount_minor })
    }
    await store.write((trx) => trx.deleteFrom('partner_balance').execute())
  })

  test.each(histories)('%s: a live row cannot be changed or deleted', async (table) => {
    for (const text of [
      `update ${table} set program_id = 'live' where program_id = 'live'`,
      `update ${table} set program_id = 'live' where program_id = 'twin'`,
      `delete from ${table} where program_id = 'live'`,
      `delete from ${table}`,
    ]) {
      expect(String(await statement(text))).toContain(`${table} is append-only`)
    }
    expect(await count(table)).toBe(2)
  })

  test('there is no way round: replace, truncate, another mode, a deleted program', async () => {
    const replace =
      engine === 'sqlite'
        ? `insert or replace into program_version values ('live', 1, '{"changed":1}', 0, 0)`
        : 'truncate program_version'
    expect(String(await statement(replace))).toContain('program_version is append-only')
    await statement("update program set mode = 'test' where id = 'live'")
    const error = await failure(async (trx) => {
      await trx.deleteFrom('program').where('id', '=', 'live').execute()
      await trx.deleteFrom('program_version').where('program_id', '=', 'live').execute()
    })
    expect(String(error)).toContain('program_version is append-only')
    const programs = await store.db.selectFrom('program').select(['id', 'mode']).orderBy('id').execute()
    expect(programs).toEqual([
      { id: 'live', mode: 'live' },
      { id: 'twin', mode: 'test' },
    ])
  })

  test('the rows of a test twin can be deleted, to reset it', async () => {
    await store.write(async (trx) => {
      for (const table of histories) await trx.deleteFrom(table).where('program_id', '=', 'twin').execute()
    })
    for (const table of histories) expect(await count(table)).toBe(1)
  })

  test('texts sort by their bytes', async () => {
    const codes = ['b', 'A', 'a', '_', 'B', '-']
    await store.write((trx) =>
      trx
        .insertInto('link')
        .values(codes.map((code, n) => linkRow('twin', `lnk_${code}`, 100 + n, code)))
        .execute(),
    )
    const rows = await store.db
      .selectFrom('link')
      .where('key', '>=', 100)
      .select('code')
      .orderBy('id')
      .execute()
    expect(rows.map((row) => row.code)).toEqual(['-', 'A', 'B', '_', 'a', 'b'])
  })
})
