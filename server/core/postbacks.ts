/**
 * Postbacks: an address of a partner's own, with macros that are filled from
 * what happened. Ids, states and amounts only: nothing that names a person.
 */
import { plainDecimal } from './money.ts'
import type { CommissionData, EventData, EventType, LeadData, PayoutData } from './webhooks.ts'

/** Those that a partner can choose: each says whose it is. */
export const postbackEvents = [
  'lead.submitted',
  'lead.accepted',
  'lead.declined',
  'customer.bound',
  'sale.recorded',
  'commission.created',
  'commission.reversed',
  'commission.payable',
  'commission.held',
  'payout.created',
  'payout.paid',
  'payout.failed',
] as const satisfies readonly EventType[]

export type PostbackEvent = (typeof postbackEvents)[number]

/** What is earned, what goes back, and what was paid: enough to keep books by. */
export const usualPostbackEvents: readonly PostbackEvent[] = [
  'commission.created',
  'commission.reversed',
  'payout.paid',
]

export const macros = [
  'event_id',
  'event',
  'status',
  'amount',
  'amount_minor',
  'currency',
  'commission_id',
  'sale_id',
  'customer_id',
  'lead_id',
  'payout_id',
  'timestamp',
] as const

type Macro = (typeof macros)[number]
type Values = Partial<Record<Macro, string>>

const isMacro = (name: string): name is Macro => (macros as readonly string[]).includes(name)

/** `{name}`, or a brace that is none. */
const BRACES = /\{([^{}]*)\}|[{}]/g

/** Scheme and server, up to where the path or the query begins. */
const SERVER = /^https?:\/\/[^/?#\\{}\s]+[/?]/i

/** What is wrong with the macros of an address, in words; whether the address itself may be called is another question. */
export function templateFlaw(template: string): string | undefined {
  const found = [...template.matchAll(BRACES)]
  const unknown = found.find(([, name]) => name !== undefined && !isMacro(name))
  if (unknown) return `${unknown[0]} is not known. Known are ${macros.map((name) => `{${name}}`).join(', ')}.`
  if (found.some(([, name]) => name === undefined))
    return 'A { or } belongs to no macro. As itself it is written %7B or %7D.'
  if (found.length === 0) return undefined
  const server = SERVER.exec(template)?.[0]
  return server !== undefined && found.every(({ index }) => index >= server.length)
    ? undefined
    : 'Macros may stand in the path and behind the question mark, never in the name of the server.'
}

/** The address that is called: every macro encoded, those without a value empty. */
export function fillTemplate(template: string, values: Values): string {
  const filled = template.replaceAll(BRACES, (_, name: Macro) => encodeURIComponent(values[name] ?? ''))
  const url = new URL(filled)
  // An empty one is no flaw, but it is not sent either.
  url.hash = ''
  return url.href
}

/** An event as it is kept. */
type Told = { [T in EventType]: { type: T; timestamp: string; data: EventData[T] } }[EventType]

/**
 * What the macros stand for.
 *
 * @param id the same over all attempts.
 * @param body of the event, as it is kept.
 */
export function macroValues(id: string, body: string): Values {
  const { type, timestamp, data } = JSON.parse(body) as Told
  const tell = facts[type as keyof typeof facts] as ((data: Told['data']) => Values) | undefined
  return { event_id: id, event: type, timestamp, ...tell?.(data) }
}

const money = ({ amount, currency }: { amount: number; currency: string }): Values => ({
  amount: plainDecimal(amount, currency),
  amount_minor: String(amount),
  currency,
})

const lead = ({ id, status }: LeadData): Values => ({ lead_id: id, status })

const commission = (data: CommissionData): Values => ({
  commission_id: data.id,
  sale_id: data.saleId ?? '',
  status: data.status,
  ...money(data),
})

const payout =
  (status: string) =>
  (data: PayoutData): Values => ({ payout_id: data.id, status, ...money(data) })

const facts: { [T in PostbackEvent | 'webhook.test']: (data: EventData[T]) => Values } = {
  'lead.submitted': lead,
  'lead.accepted': lead,
  'lead.declined': lead,
  'customer.bound': ({ id }) => ({ customer_id: id, status: 'bound' }),
  'sale.recorded': (data) => ({ sale_id: data.id, status: 'recorded', ...money(data) }),
  'commission.created': commission,
  // Its own status says when it counts, which beside an amount that goes back reads like one that comes.
  'commission.reversed': (data) => ({ ...commission(data), status: 'reversed' }),
  'commission.payable': commission,
  'commission.held': commission,
  'payout.created': payout('created'),
  'payout.paid': payout('paid'),
  'payout.failed': payout('failed'),
  'webhook.test': () => ({ status: 'test' }),
}
