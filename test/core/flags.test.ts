/** Which customers a person should look at before their partner is paid. */
import { expect, test } from 'vitest'
import { flagsFor } from '../../server/core/flags.ts'

test.each<[string | null, string | null, string[]]>([
  ['mara@agency.example', 'mara@agency.example', ['self_referral']],
  ['mara@agency.example', ' MARA@Agency.Example ', ['self_referral']],
  ['mara@agency.example', 'mara+client@agency.example', ['self_referral']],
  ['mara.ito@gmail.com', 'maraito@gmail.com', ['self_referral']],
  ['mara.ito@googlemail.com', 'm.a.r.aito+x@gmail.com', ['self_referral']],
  ['mara.ito@agency.example', 'maraito@agency.example', ['same_domain']],
  ['mara@agency.example', 'kim@agency.example', ['same_domain']],
  ['+a@agency.example', '+b@agency.example', ['same_domain']],
  ['mara@gmail.com', 'kim@gmail.com', []],
  ['mara@gmx.de', 'kim@gmx.de', []],
  ['mara@agency.example', 'kim@mail.agency.example', []],
  ['mara@agency.example', 'mara@client.example', []],
  ['mara@agency.example', null, []],
  [null, 'mara@agency.example', []],
  [null, null, []],
  ['', '', []],
  ['mara', 'mara', []],
  ['@agency.example', '@agency.example', []],
  ['mara@', 'mara@', []],
])('%j brings %j', (partnerEmail, customerEmail, codes) => {
  const flags = flagsFor({ partnerEmail, customerEmail })
  expect(flags.map(({ code }) => code)).toEqual(codes)
  expect(flagsFor({ partnerEmail: customerEmail, customerEmail: partnerEmail })).toEqual(flags)
})

test('the reason is plain, kind, and shows no address', () => {
  const facts = { partnerEmail: 'mara@agency.example', customerEmail: 'mara@agency.example' }
  expect(flagsFor(facts)[0]?.reason).toBe(
    "The customer's address is the partner's own. Commissions wait until the vendor has looked.",
  )
  expect(flagsFor({ ...facts, customerEmail: 'kim@agency.example' })[0]?.reason).toBe(
    "The customer's address is at the partner's own company. Commissions wait until the vendor has looked.",
  )
})

test('the same account of the vendor on both sides is flagged, whatever the addresses say', () => {
  const flags = flagsFor({
    partnerEmail: 'mara@agency.example',
    customerEmail: 'kim@client.example',
    partnerExternalId: 'u_17',
    customerExternalId: 'u_17',
  })
  expect(flags.map((flag) => flag.code)).toEqual(['self_referral'])
  expect(
    flagsFor({
      partnerEmail: null,
      customerEmail: null,
      partnerExternalId: null,
      customerExternalId: 'u_17',
    }),
  ).toEqual([])
})
