/** A partner with some history, as the server tells it. */
import type { Balance, Commission, LeadShown, Me, Summary } from '../../../widget/dashboard/data.ts'
import type { LinkShown } from '../../../widget/ui/wire.ts'
import type { Table } from './page.ts'

export const me: Me = {
  partner: { id: 'par_1', name: 'Mara Ito', email: 'mara@agency.example' },
  plan: {
    id: 'refer',
    name: 'Refer once',
    kind: 'one_time',
    version: 3,
    terms: ['You earn 20 % of the first payment of every customer you bring.'],
  },
  program: {
    name: 'Acme Partners',
    website: 'https://acme.example',
    mode: 'live',
    currencies: ['EUR'],
    holdDays: 30,
    minimumPayout: { EUR: 1000 },
  },
  now: '2026-11-22T10:00:00.000Z',
}

export const balance: Balance = {
  currency: 'EUR',
  earned: 12400,
  held: 3000,
  payable: 2400,
  paid: 7000,
  nextPayout: { on: '2026-12-05', amount: 2400, inTheWay: null },
}

export const summary: Summary = {
  ...balance,
  clicks: 812,
  leads: 4,
  sales: 9,
  days: Array.from({ length: 30 }, (_, index) => ({
    day: new Date(Date.UTC(2026, 9, 24 + index)).toISOString().slice(0, 10),
    clicks: index === 3 ? 7 : 0,
    leads: 0,
    sales: 0,
    earned: index === 28 ? 3000 : 0,
  })),
}

export const commission = (more: Partial<Commission> = {}): Commission => ({
  id: 'com_1',
  kind: 'earned',
  amount: 3000,
  currency: 'EUR',
  status: 'held',
  holdUntil: '2026-12-21T10:00:00.000Z',
  heldBecause: null,
  explanation: '20 % of 150.00 EUR (plan Refer once, version 3, first payment).',
  saleOccurredAt: '2026-11-21T10:05:00.000Z',
  createdAt: '2026-11-21T10:05:00.000Z',
  ...more,
})

export const link = (code: string, clicks = 0): LinkShown => ({
  id: `lnk_${code}`,
  code,
  url: `https://refer.test/r/${code}`,
  destination: 'https://acme.example/',
  clicks,
  createdAt: '2026-10-01T00:00:00.000Z',
})

export const lead: LeadShown = {
  id: 'led_1',
  company: 'Client GmbH',
  status: 'in_review',
  submittedBy: 'partner',
  framing: { score: 85 },
  decideBy: '2026-11-24T10:00:00.000Z',
  timeline: [{ at: '2026-11-20T10:00:00.000Z', status: 'submitted', text: 'You registered this lead.' }],
  createdAt: '2026-11-20T10:00:00.000Z',
}

const list = (...data: unknown[]) => ({ body: { data, nextCursor: null } })

export const healthy: Table = {
  'GET /v1/me': () => ({ body: me }),
  'GET /v1/me/summary': () => ({ body: summary }),
  'GET /v1/me/links': () => list(link('mara', 640)),
  'GET /v1/me/leads': () => list(lead),
  'GET /v1/me/commissions': () => list(commission()),
  'GET /v1/me/payouts': () => list(),
  'GET /v1/me/statements': () => ({ body: { data: [], prices: [] } }),
  'GET /v1/me/payout-details': () => ({ body: null }),
  'GET /v1/me/tax-profile': () => ({ body: null }),
}
