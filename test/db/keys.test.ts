import { afterEach, describe, expect, test } from 'vitest'
import { deleteOldSalts, loadSigningKeys, visitorSalts } from '../../server/db/keys.ts'
import { openStore } from '../../server/db/open.ts'
import type { OpenStore } from '../../server/db/store.ts'
import { testClock, testIds } from '../support/clock.ts'
import { type Engine, engines, openTestStore } from '../support/engines.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

/** Two servers where the engine allows them, otherwise one store used twice. */
async function twoServers(engine: Engine): Promise<[OpenStore, OpenStore]> {
  const { store, drop, options } = await openTestStore(engine)
  cleanUp.push(drop)
  if (engine === 'sqlite') return [store, store]
  const other = await openStore(options)
  cleanUp.push(() => other.close())
  return [store, other]
}

describe.each(engines)('on %s', (engine) => {
  test('servers that start together sign with the same key, and a restart keeps it', async () => {
    const [one, two] = await twoServers(engine)
    const [keys, otherKeys] = await Promise.all([
      loadSigningKeys(one, testIds('one'), testClock()),
      loadSigningKeys(two, testIds('two'), testClock()),
    ])
    expect(keys).toHaveLength(1)
    expect(keys[0]?.secret).toHaveLength(32)
    expect(otherKeys).toEqual(keys)
    expect(await loadSigningKeys(one, testIds('later'), testClock())).toEqual(keys)
  })

  test('the newest key comes first, old ones stay to verify', async () => {
    const [store] = await twoServers(engine)
    const clock = testClock()
    const [first] = await loadSigningKeys(store, testIds(), clock)
    const secret = Buffer.alloc(32, 7)
    await store.write((trx) =>
      trx
        .insertInto('signing_key')
        .values({ id: 2, secret: secret.toString('base64url'), created_at: clock.now() + 1 })
        .execute(),
    )
    expect(await loadSigningKeys(store, testIds(), clock)).toEqual([{ id: 2, secret }, first])
  })

  test('a day has one salt on all servers, and another day another', async () => {
    const [one, two] = await twoServers(engine)
    const saltOne = visitorSalts(one, testIds('one'))
    const saltTwo = visitorSalts(two, testIds('two'))
    const [first, same] = await Promise.all([saltOne(20_000), saltTwo(20_000)])
    expect(Buffer.from(first, 'base64url')).toHaveLength(16)
    expect(same).toEqual(first)
    expect(await saltOne(20_000)).toEqual(first)
    expect(await saltOne(20_001)).not.toEqual(first)
    expect(await saltTwo(20_001)).toEqual(await saltOne(20_001))
  })

  const storedDays = async (store: OpenStore) =>
    (await store.db.selectFrom('visitor_salt').select('day').orderBy('day').execute()).map((row) => row.day)

  test('no salt outlives 48 hours: the next clicks delete it, or the job on a day without', async () => {
    const [store] = await twoServers(engine)
    const salt = visitorSalts(store, testIds())
    const first = await salt(20_000)
    await salt(20_001)
    expect(await storedDays(store)).toEqual([20_000, 20_001])
    await salt(20_002)
    expect(await storedDays(store)).toEqual([20_001, 20_002])
    // Gone from memory as well: asked again, it is a new one.
    expect(await salt(20_000)).not.toEqual(first)

    await deleteOldSalts(store, 20_003)
    expect(await storedDays(store)).toEqual([20_002])
    await deleteOldSalts(store, 20_010)
    expect(await storedDays(store)).toEqual([])
  })
})
