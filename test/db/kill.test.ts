import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DataDirInUse } from '../../server/db/errors.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openStore } from '../../server/db/open.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { bundleForChild, startChild } from '../support/child.ts'
import { makeClick } from '../support/clicks.ts'
import { engines, newDatabase, type TestDatabase } from '../support/engines.ts'

let program: string
beforeAll(async () => {
  program = await bundleForChild('test/db/click-load.child.ts')
})
afterAll(() => rmSync(dirname(program), { recursive: true }))

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const start = ({ dataDir, databaseUrl = '' }: TestDatabase['options'], mutant = '') =>
  startChild(program, [dataDir, databaseUrl, mutant])

/** Lets a child take clicks for a while, kills it, and looks for every click it acknowledged. */
async function killOnce(options: TestDatabase['options'], ms: number, mutant = '') {
  const child = start(options, mutant)
  await child.line('open')
  await pause(ms)
  await child.kill()
  const acknowledged = child.lines.filter((line) => /^[0-9a-f]{32}$/.test(line))
  const store = await openStore(options)
  const stored = await store.clicks.exists(acknowledged.map((id) => Buffer.from(id, 'hex')))
  const rows = await store.db
    .selectFrom('click')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst()
  const counted = await store.db
    .selectFrom('click_day')
    .select((eb) => eb.fn.sum<number>('clicks').as('n'))
    .executeTakeFirst()
  await store.close()
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.length - stored.size,
    rows: rows?.n,
    counted: counted?.n,
  }
}

describe.each(engines)('kill -9 under click load on %s', (engine) => {
  test('loses no acknowledged click, and counters still equal rows', async () => {
    const { options, drop } = await newDatabase(engine)
    for (const ms of [150, 350]) {
      const result = await killOnce(options, ms)
      expect(result.acknowledged).toBeGreaterThan(100)
      expect(result.lost).toBe(0)
      expect(result.counted).toBe(result.rows)
    }
    await drop()
  })
})

test('the same harness catches a server that acknowledges too early', async () => {
  const { options, drop } = await newDatabase('sqlite')
  let lost = 0
  // About every second kill falls between an early answer and its commit.
  for (let kills = 0; kills < 20 && lost === 0; kills++)
    lost = (await killOnce(options, 60 + kills, 'early')).lost
  expect(lost).toBeGreaterThan(0)
  await drop()
})

describe('the data folder', () => {
  test('belongs to one process, until that one is killed', async () => {
    const { options, drop } = await newDatabase('sqlite')
    const child = start(options)
    await child.line('open')
    await expect(openStore(options)).rejects.toThrow(DataDirInUse)
    await expect(openStore(options)).rejects.toThrow(options.dataDir)

    const reader = await openStore({ ...options, readonly: true })
    expect(await reader.db.selectFrom('program').selectAll().execute()).toEqual([])
    await reader.close()

    await child.kill()
    const store = await openStore(options)
    // The same process is no exception.
    await expect(openStore(options)).rejects.toThrow(DataDirInUse)
    await store.close()
    await (await openStore(options)).close()
    await drop()
  })

  test('without an exclusive claim, two may open it and one at a time writes', async () => {
    const { options, drop } = await newDatabase('sqlite')
    const one = await openStore(options)
    const two = await openSqlite({ dir: options.dataDir, exclusive: false })
    await two.write((trx) => trx.insertInto('visitor_salt').values({ day: 1, salt: 'x' }).execute())
    expect(await one.db.selectFrom('visitor_salt').selectAll().execute()).toEqual([{ day: 1, salt: 'x' }])
    await two.close()
    await one.close()
    await drop()
  })

  test('survives the loss of its click file: money is untouched and clicks begin anew', async () => {
    const { options, drop } = await newDatabase('sqlite')
    const before = await openStore(options)
    await before.write((trx) => trx.insertInto('visitor_salt').values({ day: 1, salt: 'x' }).execute())
    await before.clicks.submit(makeClick({ at: 0 }))
    await before.close()
    rmSync(join(options.dataDir, 'clicks.db'))

    const after = await openStore(options)
    expect(await migrate(after)).toEqual(['click: 0001-first', 'click: 0002-days-together'])
    await after.clicks.submit(makeClick({ at: 0 }))
    expect(await after.clicks.linkTotals([1])).toEqual(new Map([[1, 1]]))
    expect(await after.db.selectFrom('visitor_salt').select('day').execute()).toEqual([{ day: 1 }])
    await after.close()
    await drop()
  })
})
