/**
 * Writes the past of the demo through the same doors that a vendor uses: the
 * Node SDK, and the tracked links themselves. Every sale has an id of its own,
 * so a start that was cut short can do it again.
 */
import type { Goodword } from 'goodword/node'
import { type PastCustomer, type PastSale, past } from './past.ts'
import type { People } from './people.ts'
import { CURRENCY, taxIn } from './shop.ts'

const DAY_MS = 86_400_000

/** @param now UTC milliseconds; the past is told from here. */
export async function seed(goodword: Goodword, people: People, now: number): Promise<void> {
  await goodword.payer.update({
    legalName: 'Tern Rota GmbH',
    address: 'Speicherstraße 12\n20457 Hamburg',
    country: 'DE',
    taxId: 'DE300000007',
  })
  const ago = (days: number) => new Date(now - days * DAY_MS).toISOString()
  const story = past.flatMap((customer) => chapters(goodword, people, customer, ago))
  // As it happened, so that lists that say "newest first" tell the truth.
  for (const { tell } of story.sort((a, b) => b.daysAgo - a.daysAgo)) await tell()
  await leads(goodword, people)
  await visits(goodword, people)
}

interface Chapter {
  daysAgo: number
  tell(): Promise<unknown>
}

/** How long after a sale it is taken back. */
const LATER_DAYS = 2

function chapters(
  goodword: Goodword,
  people: People,
  { id, email, by, coupon, sales }: PastCustomer,
  ago: (days: number) => string,
): Chapter[] {
  const externalId = `past_${id}`
  const code = by && people[by].links[0]?.code
  const signedUp = Math.max(...sales.map(({ daysAgo }) => daysAgo))
  const customer = { externalId, email, code, coupon, occurredAt: ago(signedUp) }
  return [
    { daysAgo: signedUp, tell: () => goodword.customers.create(customer) },
    ...sales.flatMap((sale) => saleChapters(goodword, externalId, sale, ago)),
  ]
}

function saleChapters(
  goodword: Goodword,
  customerExternalId: string,
  { id, daysAgo, amountMinor, currency = CURRENCY, refundMinor, disputed }: PastSale,
  ago: (days: number) => string,
): Chapter[] {
  const saleExternalId = `past_${id}`
  const back = { saleExternalId, occurredAt: ago(daysAgo - LATER_DAYS) }
  const sale = {
    externalId: saleExternalId,
    customerExternalId,
    amount: amountMinor,
    taxAmount: taxIn(amountMinor),
    currency,
    occurredAt: ago(daysAgo),
  }
  const refund = { ...back, externalId: `${saleExternalId}_refund`, amount: refundMinor ?? 0 }
  const dispute = { ...back, externalId: `${saleExternalId}_dispute`, amount: amountMinor }
  const later = daysAgo - LATER_DAYS
  return [
    { daysAgo, tell: () => goodword.sales.create(sale) },
    ...(refundMinor ? [{ daysAgo: later, tell: () => goodword.refunds.create(refund) }] : []),
    ...(disputed ? [{ daysAgo: later, tell: () => goodword.disputes.create(dispute) }] : []),
  ]
}

async function leads(goodword: Goodword, { mara, harbour }: People): Promise<void> {
  const accepted = await goodword.leads.create(
    {
      partnerId: mara.id,
      company: 'Cedar Hospital Group',
      domain: 'cedar-hospitals.example',
      contact: { name: 'Robin Vale', email: 'robin.vale@cedar-hospitals.example', role: 'Head of IT' },
      need: 'Forty people share the nights in a spreadsheet, and two incidents were missed in spring.',
      timing: 'this_quarter',
      introduction: 'expects_your_call',
      budget: '10k_50k',
      decides: 'yes',
      successMeasure: 'No missed page in a quarter',
      companySize: 380,
      product: 'company',
    },
    { idempotencyKey: 'demo-lead-cedar' },
  )
  if (accepted.status === 'submitted') await goodword.leads.decide(accepted.id, { status: 'accepted' })
  await goodword.leads.create(
    {
      partnerId: mara.id,
      company: 'Mill Street Bakery',
      contact: { name: 'Toni Marsh', email: 'toni@millstreet.example' },
      need: 'Ovens report faults at night and nobody knows whose turn it is.',
      timing: 'later',
    },
    { idempotencyKey: 'demo-lead-mill' },
  )
  await goodword.leads.create(
    {
      partnerId: harbour.id,
      company: 'Gate Logistics',
      domain: 'gate-logistics.example',
      contact: { name: 'Sam Osei', email: 'sam@gate-logistics.example' },
      need: 'Moves its on-call rota to us together with the rest of its support.',
      introduction: 'knows_we_may_call',
    },
    { idempotencyKey: 'demo-lead-gate' },
  )
}

/** Readers who followed a link today; one of them bought. */
async function visits(goodword: Goodword, { jo, mara, ada }: People): Promise<void> {
  let clickId: string | undefined
  for (const [partner, count] of [
    [jo, 14],
    [mara, 6],
    [ada, 3],
  ] as const) {
    for (let visitor = 0; visitor < count; visitor++) {
      const found = await follow(partner.links[0]?.url ?? '', visitor)
      if (partner === jo) clickId = found
    }
  }
  if (!clickId) return
  const externalId = 'past_dune'
  await goodword.customers.create({ externalId, email: 'hi@dune.example', clickIds: [clickId] })
  await goodword.sales.create({
    externalId: 'past_1019',
    customerExternalId: externalId,
    amount: 6_000,
    taxAmount: taxIn(6_000),
    currency: CURRENCY,
  })
}

/** Each visitor has a browser of its own version, or they would all be one. */
async function follow(url: string, visitor: number): Promise<string | undefined> {
  const version = 120 + visitor
  const agent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { 'user-agent': agent, 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  })
  await response.arrayBuffer()
  const location = response.headers.get('location')
  return (location && new URL(location).searchParams.get('gw')) || undefined
}
