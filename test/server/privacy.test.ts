/** What the files of the database do not contain: addresses of visitors, and secrets that were handed out. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caught, canary, startCaught } from './canary.ts'

describe('the files of SQLite', () => {
  let caught: Caught
  beforeAll(async () => {
    caught = await startCaught('sqlite')
  })
  afterAll(() => caught.close())

  const files = (): [string, Buffer][] =>
    readdirSync(caught.dataDir).map((name) => [name, readFileSync(join(caught.dataDir, name))])
  const found = (needles: Record<string, Buffer>): string[] =>
    files().flatMap(([file, bytes]) =>
      Object.entries(needles)
        .filter(([, needle]) => needle.length > 0 && bytes.includes(needle))
        .map(([name]) => `${name} in ${file}`),
    )

  /** As text, as hexadecimal, as base64, and as the bare bytes of the address. */
  function addressForms(): Record<string, Buffer> {
    const v4 = Buffer.from(canary.ip.split('.').map(Number))
    const v6 = Buffer.from('20010db80077004d000000000000cafe', 'hex')
    return {
      'IPv4 as text': Buffer.from(canary.ip),
      'IPv4 as bytes': v4,
      'IPv4 as bytes, turned': Buffer.from(v4).reverse(),
      'IPv4 as hexadecimal': Buffer.from(v4.toString('hex')),
      'IPv4 as base64': Buffer.from(v4.toString('base64').replace(/=+$/, '')),
      'IPv4 text as base64': Buffer.from(
        Buffer.from(canary.ip).toString('base64').replace(/=+$/, '').slice(0, -1),
      ),
      'IPv4 as a number': Buffer.from(String(v4.readUInt32BE())),
      'IPv6 as text': Buffer.from(canary.ip6),
      'IPv6 as bytes': v6,
      'IPv6 as hexadecimal': Buffer.from(v6.toString('hex')),
      'IPv6 as base64': Buffer.from(v6.toString('base64').replace(/=+$/, '')),
    }
  }

  function secretForms(): Record<string, Buffer> {
    const forms: Record<string, Buffer> = {}
    for (const [name, secret] of Object.entries(caught.issued)) {
      // A click id is no secret: conversions are stored with the ids that they claimed.
      if (name.startsWith('click id')) continue
      const random = secret.replace(/^gw_[a-z]+_(test_)?/, '')
      forms[`${name} as text`] = Buffer.from(random)
      forms[`${name} as hexadecimal`] = Buffer.from(Buffer.from(random).toString('hex'))
      forms[`${name} as bytes`] = Buffer.from(random, 'base64url')
      forms[`${name} in base64`] = Buffer.from(Buffer.from(secret).toString('base64url').slice(0, -2))
    }
    return forms
  }

  test('there were clicks, and their hosts are there: the search is where it should be', async () => {
    const [click] = await caught.composed.services.store.db.selectFrom('click').selectAll().execute()
    expect(click?.referrer).toBe('blog.example')
    expect(click?.visitor).toHaveLength(8)
    expect(found({ host: Buffer.from('blog.example') }).some((place) => place.includes('clicks.db'))).toBe(
      true,
    )
    expect(found({ email: Buffer.from(canary.email) }).some((place) => place.includes('goodword.db'))).toBe(
      true,
    )
  })

  test('no address of a visitor, in any form', () => {
    expect(found(addressForms())).toEqual([])
  })

  test('no user agent, and of a referring page its host alone', () => {
    expect(found({ agent: Buffer.from('CanaryFox'), path: Buffer.from(canary.referrerPath) })).toEqual([])
  })

  test('no secret that was handed out', () => {
    const forms = secretForms()
    expect(Object.keys(forms).length).toBeGreaterThanOrEqual(4 * 6)
    expect(Object.values(forms).every((form) => form.length >= 16)).toBe(true)
    expect(found(forms)).toEqual([])
  })

  test('the search finds what is there: one row with all of it', async () => {
    const needles = { ...addressForms(), ...secretForms() }
    const { store } = caught.composed.services
    await store.write(async (trx) => {
      await sql`create table planted (content blob)`.execute(trx)
      for (const needle of Object.values(needles))
        await sql`insert into planted values (${needle})`.execute(trx)
    })
    const places = found(needles).map((place) => place.replace(/ in [\w.-]+$/, ''))
    expect(new Set(places)).toEqual(new Set(Object.keys(needles)))
  })
})

describe('a visitor hash', () => {
  test('is the same within a day and another one on the next, so that nobody is followed', async () => {
    const caught = await startCaught('sqlite')
    const { services } = caught.composed
    const visitors = async (): Promise<string[]> => {
      const rows = await services.store.db.selectFrom('click').select(['id', 'visitor']).execute()
      return rows.map((row) => row.visitor.toString('hex'))
    }
    const today = await visitors()
    // The redirect from this address, and the page's own report of it.
    expect(new Set(today).size).toBeLessThan(today.length)
    const clock = services.clock as { advance?(ms: number): void }
    clock.advance?.(86_400_000)
    const { code } = (await caught.send('GET', '/v1/partners')).body.data.at(-1).links[0]
    await caught.send('GET', `/r/${code}`, undefined, { as: null })
    const all = await visitors()
    expect(all).toHaveLength(today.length + 1)
    expect(all.filter((hash) => !today.includes(hash))).toHaveLength(1)
    await caught.close()
  })
})
