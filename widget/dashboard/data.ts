/** Everything the page shows, fetched in one go; each part may fail on its own. */
import type { components } from '../../sdk/api.gen.ts'
import { type Answer, ask, type Connection } from '../ui/api.ts'
import type { LinkShown, Page, PlanTermsShown } from '../ui/wire.ts'

export interface Me {
  partner: { id: string; name: string; email: string }
  /** Absent when the program no longer offers it. */
  plan?: PlanTermsShown
  program: {
    name: string
    website: string
    mode: 'live' | 'test'
    currencies: string[]
    holdDays: number
    minimumPayout: Record<string, number>
  }
  now: string
}

export interface Balance {
  currency: string
  earned: number
  /** Not payable yet. `earned` is held, payable, paid and what is being transferred now, added up. */
  held: number
  payable: number
  paid: number
  /**
   * What will be due on that day, whatever of it is held today; `inTheWay` says why it may not be paid,
   * `reasons` the same as codes.
   */
  nextPayout: { on: string; amount: number; inTheWay: string | null; reasons?: string[] }
}

export interface Summary extends Balance {
  clicks: number
  leads: number
  sales: number
  days: { day: string; clicks: number; leads: number; sales: number; earned: number }[]
  /** One per currency, when there are several. */
  balances?: Balance[]
}

export interface Commission {
  id: string
  kind: string
  amount: number
  currency: string
  status: string
  holdUntil: string | null
  heldBecause: string | null
  explanation: string
  /** When its sale happened; the commission itself can be recorded later. */
  saleOccurredAt: string
  createdAt: string
}

export interface LeadShown {
  id: string
  company: string
  status: string
  submittedBy: string
  framing: { score: number } | null
  decideBy: string | null
  timeline: { at: string; status: string; text: string }[]
  createdAt: string
}

export interface Payout {
  id: string
  amount: number
  currency: string
  status: string
  createdAt: string
  paidAt: string | null
}

type Wire = components['schemas']

/** The months that have a statement, of commissions and of prices. */
export type StatementList = Wire['StatementList']
/** Where the partner is paid, as a hint; null before it was said. */
export type Details = Wire['MyPayoutDetails']
/** Who the partner is on statements; null before it was said. */
export type Profile = Wire['MyTaxProfile']
export type Statement = Wire['Statement']
/** An address of the partner's own that is called when it earns something. */
export type Postback = Wire['Postback']
export type CreatedPostback = Wire['CreatedPostback']
export type PostbackDelivery = Wire['PostbackDelivery']
export type PriceStatement = Wire['PriceStatement']

export interface Everything {
  me: Answer<Me>
  summary: Answer<Summary>
  links: Answer<Page<LinkShown>>
  leads: Answer<Page<LeadShown>>
  commissions: Answer<Page<Commission>>
  payouts: Answer<Page<Payout>>
  statements: Answer<StatementList>
  details: Answer<Details>
  profile: Answer<Profile>
}

export const pageSize = 20

/** @param commissionCount how many commissions to have at once, so that a refresh keeps those already shown */
export async function fetchEverything(
  connection: Connection,
  commissionCount = pageSize,
): Promise<Everything> {
  const get = <T>(path: string) => ask<T>(connection, 'GET', `/v1/me${path}`)
  const limit = Math.min(100, Math.max(pageSize, commissionCount))
  // Who is not signed in is asked to once, not nine times.
  const me = await get<Me>('')
  const then = <T>(path: string) => (me.ok ? get<T>(path) : (me as Answer<never>))
  const [summary, links, leads, commissions, payouts, statements, details, profile] = await Promise.all([
    then<Summary>('/summary'),
    then<Page<LinkShown>>('/links?limit=100'),
    then<Page<LeadShown>>('/leads?limit=50'),
    then<Page<Commission>>(`/commissions?limit=${limit}`),
    then<Page<Payout>>('/payouts?limit=20'),
    then<StatementList>('/statements'),
    then<Details>('/payout-details'),
    then<Profile>('/tax-profile'),
  ])
  return { me, summary, links, leads, commissions, payouts, statements, details, profile }
}

/** The next commissions after `cursor`. */
export const moreCommissions = (connection: Connection, cursor: string): Promise<Answer<Page<Commission>>> =>
  ask(connection, 'GET', `/v1/me/commissions?limit=${pageSize}&cursor=${encodeURIComponent(cursor)}`)
