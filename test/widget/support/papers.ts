/** A month's papers of the partner in `partner.ts`, as the server tells them. */
import type { Details, PriceStatement, Profile, Statement } from '../../../widget/dashboard/data.ts'

export const profile: NonNullable<Profile> = {
  legalName: 'Mara Ito Consulting',
  address: 'Ringstraße 4\n10115 Berlin',
  country: 'DE',
  taxId: 'DE123456789',
  since: '2026-10-02T10:00:00.000Z',
}

export const details: NonNullable<Details> = {
  method: 'bank',
  hint: 'DE… 3000',
  changedAt: '2026-10-02T10:00:00.000Z',
  usableFrom: '2026-10-02T10:00:00.000Z',
}

const vendor = { legalName: 'Acme GmbH', address: 'Hafen 1\n20457 Hamburg', country: 'DE', taxId: null }
const { since: _since, ...partner } = profile

/** October: opening 10.00, 40.00 earned with 10.00 taken back, 25.00 paid out, closing 15.00. */
export const statement: Statement = {
  period: '2026-10',
  number: '202610-0123456789',
  closed: true,
  vendor,
  partner,
  selfBilling: 'Self-billing: made out by Acme GmbH on behalf of Mara Ito Consulting.',
  balances: [{ currency: 'EUR', opening: 1000, earned: 3000, payouts: -2500, closing: 1500 }],
  lines: [
    {
      id: 'com_1',
      at: '2026-10-03T10:00:00.000Z',
      kind: 'earned',
      amount: 4000,
      currency: 'EUR',
      subject: 'ord_1',
      explanation: '20 % of 200.00 EUR (plan Refer once, version 3, first payment).',
    },
    {
      id: 'pay_1',
      at: '2026-10-05T10:00:00.000Z',
      kind: 'payout',
      amount: -2500,
      currency: 'EUR',
      subject: 'GW-1',
      explanation: 'Paid out.',
    },
    {
      id: 'com_2',
      at: '2026-10-09T10:00:00.000Z',
      kind: 'clawback',
      amount: -1000,
      currency: 'EUR',
      subject: 'ord_0',
      explanation: '50.00 EUR of ord_0 was refunded.',
    },
  ],
  moreLines: false,
}

export const prices: PriceStatement = {
  partnerId: 'par_1',
  month: '2026-10',
  status: 'draft',
  closedAt: null,
  totals: [{ currency: 'EUR', list: 12_345, margin: 2469, amount: 19_876 }],
  lines: [
    {
      kind: 'order',
      subject: 'po_1',
      name: 'Pro licence',
      month: '2026-10',
      correction: false,
      quantity: 1,
      currency: 'EUR',
      list: 12_345,
      amount: 9876,
      explanation: '1 × 123.45 EUR − 20 % = 98.76 EUR.',
    },
    {
      kind: 'unit',
      subject: 'mailbox',
      name: 'mailboxes',
      month: '2026-10',
      correction: false,
      quantity: 40,
      currency: 'EUR',
      list: null,
      amount: 10_000,
      explanation: '40 mailboxes × 2.50 EUR (band from 25) = 100.00 EUR.',
    },
  ],
}
