/** Links in memory: fresh within five seconds, and there when the store is not. */
import { describe, expect, test } from 'vitest'
import { inTime } from '../../server/services/in-time.ts'
import { LinksUnavailable, linkCache } from '../../server/services/link-cache.ts'
import type { LinkTarget } from '../../server/services/link-targets.ts'
import { saltOfDay } from '../../server/services/visitor-salt.ts'

const target = (code: string, more: Partial<LinkTarget> = {}): LinkTarget => ({
  programId: 'prg_1',
  programShortId: 1,
  linkKey: 1,
  code,
  destination: 'https://acme.example/',
  allowedOrigins: ['https://acme.example'],
  windowDays: 60,
  clockOffsetMs: 0,
  partnerId: 'par_1',
  partnerName: 'Mara',
  coupon: null,
  ...more,
})

function setUp({ onlyServer = false } = {}) {
  const state = {
    now: 0,
    store: new Map([['mara', target('mara')]]),
    asked: [] as string[][],
    lookUp: async (codes: string[]): Promise<LinkTarget[]> =>
      codes.flatMap((code) => state.store.get(code) ?? []),
  }
  const cache = linkCache({
    lookUp(codes) {
      state.asked.push(codes)
      return state.lookUp(codes)
    },
    onlyServer,
    now: () => state.now,
  })
  return { state, cache }
}

const never = () => new Promise<never>(() => {})
const turns = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('links in memory', () => {
  test('are asked for once, and then known', async () => {
    const { state, cache } = setUp()
    expect(cache.known('mara')).toBeUndefined()
    const found = await Promise.all([cache.find('mara'), cache.find('mara'), cache.find('nobody')])
    expect(found.map((link) => link?.code)).toEqual(['mara', 'mara', undefined])
    expect(state.asked).toEqual([['mara', 'nobody']])
    expect(cache.known('mara')?.code).toBe('mara')
    expect(cache.known('nobody')).toBeUndefined()
  })

  test('are looked up again behind the scenes, before they are old', async () => {
    const { state, cache } = setUp()
    await cache.find('mara')
    state.store.set('mara', target('mara', { destination: 'https://acme.example/new' }))
    state.now = 2_499
    expect(cache.known('mara')?.destination).toBe('https://acme.example/')
    expect(state.asked).toHaveLength(1)
    state.now = 2_500
    expect(cache.known('mara')?.destination).toBe('https://acme.example/')
    await turns()
    expect(cache.known('mara')?.destination).toBe('https://acme.example/new')
    expect(state.asked).toHaveLength(2)
  })

  test('all that had visitors are looked up in one go, and no others', async () => {
    const { state, cache } = setUp()
    for (const code of ['pia', 'tom', 'uta']) state.store.set(code, target(code))
    await Promise.all(['mara', 'pia', 'tom', 'uta'].map(cache.find))
    state.now = 2_000
    cache.known('pia')
    cache.known('tom')
    state.now = 2_500
    cache.known('mara')
    cache.known('tom')
    await turns()
    expect(state.asked.map((codes) => codes.toSorted())).toEqual([
      ['mara', 'pia', 'tom', 'uta'],
      ['mara', 'pia', 'tom'],
    ])
  })

  test('where no other server can change it, nobody waits for an old one', async () => {
    const { state, cache } = setUp({ onlyServer: true })
    await cache.find('mara')
    state.store.set('mara', target('mara', { windowDays: 30 }))
    state.now = 3_600_000
    expect(cache.known('mara')?.windowDays).toBe(60)
    await turns()
    expect(cache.known('mara')?.windowDays).toBe(30)
    expect(state.asked).toHaveLength(2)
  })

  test('what another server switched off is gone after five seconds', async () => {
    const { state, cache } = setUp()
    await cache.find('mara')
    state.store.clear()
    state.now = 5_000
    expect(cache.known('mara')).toBeUndefined()
    expect(await cache.find('mara')).toBeUndefined()
  })

  test.each([
    ['fails', () => Promise.reject(new Error('locked'))],
    ['hangs', never],
  ])('a known link is answered when the store %s, however old it is', async (_, lookUp) => {
    const { state, cache } = setUp()
    await cache.find('mara')
    state.lookUp = lookUp
    state.now = 3_600_000
    const started = performance.now()
    expect((await cache.find('mara'))?.code).toBe('mara')
    expect(performance.now() - started).toBeLessThan(200)
  })

  test('an unknown one is an error then, not an unknown code', async () => {
    const { state, cache } = setUp()
    state.lookUp = () => Promise.reject(new Error('locked'))
    await expect(cache.find('pia')).rejects.toThrow(LinksUnavailable)
  })

  test('what this server changes is seen by the next visitor', async () => {
    const { state, cache } = setUp()
    state.store.set('pia', target('pia', { partnerId: 'par_2' }))
    await Promise.all([cache.find('mara'), cache.find('pia')])
    state.store.delete('mara')
    cache.forget({ programId: 'prg_1', partnerId: 'par_1' })
    expect(await cache.find('mara')).toBeUndefined()
    expect(cache.known('pia')?.code).toBe('pia')
    cache.forget({ programId: 'prg_2' })
    expect(cache.known('pia')?.code).toBe('pia')
    cache.forget({ programId: 'prg_1' })
    expect(cache.known('pia')).toBeUndefined()
  })

  test('an answer that was under way when something changed is not kept', async () => {
    const { state, cache } = setUp()
    let answer = (_: LinkTarget[]) => {}
    state.lookUp = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const before = cache.find('mara')
    await turns()
    state.lookUp = async () => []
    cache.forget({ programId: 'prg_1', partnerId: 'par_1' })
    const after = cache.find('mara')
    answer([target('mara')])
    expect((await before)?.code).toBe('mara')
    expect(await after).toBeUndefined()
    expect(cache.known('mara')).toBeUndefined()
  })

  test('many codes are asked for in portions', async () => {
    const { state, cache } = setUp()
    await Promise.all(Array.from({ length: 450 }, (_, n) => cache.find(`code${n}`)))
    expect(state.asked.map((codes) => codes.length)).toEqual([200, 200, 50])
  })
})

describe('the salt of a day', () => {
  test('is asked for once a day and then known at once', async () => {
    let asked = 0
    const salt = saltOfDay(
      async (day) => `salt ${day} ${++asked}`,
      () => 'own',
    )
    expect(await Promise.all([salt(1), salt(1)])).toEqual(['salt 1 1', 'salt 1 1'])
    expect(salt(1)).toBe('salt 1 1')
    expect(await salt(2)).toBe('salt 2 2')
    expect(asked).toBe(2)
  })

  test('is one of our own while the store hangs', async () => {
    const salt = saltOfDay(never, () => 'own')
    expect(await salt(1)).toBe('own')
    expect(salt(1)).toBe('own')
  })

  test('is one of our own while the store refuses, and the shared one as soon as it comes', async () => {
    let ask = (_day: number): Promise<string> => Promise.reject(new Error('locked'))
    const salt = saltOfDay(
      (day) => ask(day),
      () => 'own',
    )
    expect(await salt(1)).toBe('own')
    ask = async () => 'shared'
    expect(salt(1)).toBe('own')
    await turns()
    expect(salt(1)).toBe('shared')
  })
})

test('waiting ends in time, with the answer, the failure or what is given instead', async () => {
  const instead = () => 'instead'
  expect(await inTime(Promise.resolve('answer'), 50, instead)).toBe('answer')
  expect(await inTime(Promise.reject(new Error('no')), 50, instead)).toBe('instead')
  expect(await inTime(never(), 5, instead)).toBe('instead')
  const refuse = () => {
    throw new Error('too late')
  }
  await expect(inTime(never(), 5, refuse)).rejects.toThrow('too late')
})
