/** What happened at Tern in the last weeks, as a table. Amounts are minor units; VAT is a sixth of them. */
import { COUPON, type Name } from './people.ts'

export interface PastSale {
  id: string
  daysAgo: number
  amountMinor: number
  /** Default: the shop's own. */
  currency?: string
  /** Given back since. */
  refundMinor?: number
  disputed?: true
}

export interface PastCustomer {
  id: string
  email: string
  /** Whose link code was given at sign-up, */
  by?: Name
  /** or which coupon was used. */
  coupon?: string
  sales: PastSale[]
}

export const past: PastCustomer[] = [
  {
    id: 'nordwind',
    email: 'it@nordwind.example',
    coupon: COUPON,
    sales: [{ id: '1001', daysAgo: 46, amountMinor: 51_000 }],
  },
  {
    id: 'papertrail',
    email: 'ops@papertrail.example',
    by: 'jo',
    sales: [
      { id: '1002', daysAgo: 41, amountMinor: 18_000 },
      { id: '1013', daysAgo: 11, amountMinor: 18_000 },
    ],
  },
  {
    id: 'lumen',
    email: 'team@lumen-labs.example',
    by: 'jo',
    sales: [{ id: '1005', daysAgo: 24, amountMinor: 18_000, refundMinor: 6_000 }],
  },
  {
    id: 'fjord',
    email: 'anna@fjord.example',
    coupon: COUPON,
    sales: [{ id: '1009', daysAgo: 17, amountMinor: 15_300 }],
  },
  {
    id: 'quay',
    email: 'office@quay.example',
    coupon: COUPON,
    sales: [{ id: '1015', daysAgo: 8, amountMinor: 5_100, disputed: true }],
  },
  {
    id: 'jo',
    email: 'jo@lindqvist.example',
    coupon: COUPON,
    sales: [{ id: '1017', daysAgo: 4, amountMinor: 5_100 }],
  },
  {
    id: 'linden',
    email: 'kim@linden-clinic.example',
    by: 'mara',
    sales: [
      { id: '1003', daysAgo: 38, amountMinor: 60_000 },
      { id: '1012', daysAgo: 12, amountMinor: 60_000 },
    ],
  },
  {
    id: 'atlas',
    email: 'it@atlas-freight.example',
    by: 'mara',
    sales: [{ id: '1008', daysAgo: 19, amountMinor: 60_000 }],
  },
  {
    id: 'brook',
    email: 'admin@brook-school.example',
    by: 'harbour',
    sales: [
      { id: '1004', daysAgo: 63, amountMinor: 18_000 },
      { id: '1006', daysAgo: 33, amountMinor: 18_000 },
      { id: '1018', daysAgo: 3, amountMinor: 18_000 },
    ],
  },
  {
    id: 'marlow',
    email: 'it@marlow.example',
    by: 'harbour',
    sales: [
      { id: '1007', daysAgo: 37, amountMinor: 60_000 },
      { id: '1016', daysAgo: 7, amountMinor: 60_000 },
    ],
  },
  {
    id: 'redwood',
    email: 'ops@redwood.example',
    by: 'harbour',
    sales: [{ id: '1011', daysAgo: 14, amountMinor: 72_000, currency: 'USD' }],
  },
  {
    id: 'pixel',
    email: 'studio@pixel-and-oak.example',
    by: 'kestrel',
    sales: [{ id: '1010', daysAgo: 16, amountMinor: 18_000, refundMinor: 18_000 }],
  },
  { id: 'walkin', email: 'desk@walk-in.example', sales: [{ id: '1014', daysAgo: 10, amountMinor: 6_000 }] },
]
