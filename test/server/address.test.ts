/** Whose address it is: a header is believed from named proxies only, and only its last honest hop. */
import type { Context } from 'hono'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { addressOfContext, addressReader } from '../../server/api/address.ts'
import { readConfig } from '../../server/config.ts'

async function address(
  proxies: string | undefined,
  peer: string | undefined,
  forwarded?: string,
): Promise<string> {
  const read = addressOfContext(addressReader(readConfig({ TRUST_PROXY: proxies }).trustProxy))
  const app = new Hono()
  app.get('/', (c: Context) => c.text(read(c)))
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded }
  const env = peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer } } }
  return (await app.request('/', { headers }, env)).text()
}

describe('addressReader', () => {
  test.each([
    ["no proxy is named: the header is anybody's", undefined, '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a stranger with a header', '10.0.0.0/8', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a proxy', '10.0.0.0/8', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['a proxy without a header', '10.0.0.0/8', '10.1.2.3', undefined, '10.1.2.3'],
    [
      'what the visitor wrote himself stands further left',
      '10.0.0.0/8',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    ['two proxies', '10.0.0.0/8', '10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['nothing but proxies', '10.0.0.0/8', '10.1.2.3', '10.9.9.9, 10.8.8.8', '10.1.2.3'],
    ['a word in the header', '10.0.0.0/8', '10.1.2.3', '1.1.1.1, unknown', '10.1.2.3'],
    ['a word behind a proxy', '10.0.0.0/8', '10.1.2.3', '1.1.1.1, unknown, 10.9.9.9', '10.1.2.3'],
    ['an empty header', '10.0.0.0/8', '10.1.2.3', '', '10.1.2.3'],
    ['commas', '10.0.0.0/8', '10.1.2.3', ',,', '10.1.2.3'],
    ['a mapped peer', '10.0.0.0/8', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['a mapped stranger', '10.0.0.0/8', '::ffff:203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a mapped visitor', '10.0.0.0/8', '10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
    ['IPv6', 'fd00::/8', 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['an IPv6 stranger', 'fd00::/8', '2001:db8::9', '198.51.100.1', '2001:db8::9'],
    ['no socket at all', '10.0.0.0/8', undefined, '198.51.100.1', ''],
  ])('%s', async (_, proxies, peer, forwarded, expected) => {
    expect(await address(proxies, peer, forwarded)).toBe(expected)
  })
})
