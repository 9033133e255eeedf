/**
 * A subscription's life as Stripe would tell it: the events of each step, signed
 * and posted to this server's own hook. There is no Stripe in this demo; what
 * comes in at `/hooks/stripe` is what Stripe would send.
 */
import { createHmac, randomUUID } from 'node:crypto'

type Fields = Record<string, unknown>

export const steps = [
  { id: 'trial', title: 'Start a free trial', gives: 'A checkout without a payment. Nothing is earned yet.' },
  { id: 'pay', title: 'The first month is paid', gives: '119.00 EUR, of which 19.00 are VAT.' },
  { id: 'upgrade', title: 'Upgrade in mid-month', gives: 'An invoice for the difference, 59.50 EUR.' },
  { id: 'refund', title: 'Refund half of the first month', gives: '59.50 EUR go back.' },
  {
    id: 'dispute',
    title: 'Dispute the upgrade',
    gives: 'The bank asks for 59.50 EUR: its commission is held.',
  },
  { id: 'win', title: 'Win the dispute', gives: 'The money stays, and the hold ends.' },
  { id: 'renew', title: 'Renew for another month', gives: '178.50 EUR for the larger plan.' },
  { id: 'cancel', title: 'Cancel', gives: 'No money moves, and nothing is taken back.' },
] as const

export type Step = (typeof steps)[number]['id']

interface Event {
  id: string
  object: 'event'
  type: string
  created: number
  livemode: true
  data: { object: Fields }
}

export interface Life {
  id: string
  done: Step[]
  /** Everything told so far. */
  events: Event[]
  /** Sales that there are by now, in Goodword's words. */
  sales: string[]
}

export const newLife = (): Life => ({ id: randomUUID().slice(0, 8), done: [], events: [], sales: [] })

/** Takes one step; the same step a second time changes nothing. @param clickId of the checkout's visitor. */
export function live(life: Life, step: Step, clickId: string, now: number): void {
  if (life.done.includes(step) || nextStep(life) !== step) return
  const at = Math.floor(now / 1000)
  life.done.push(step)
  for (const [type, object] of told(life, step, clickId, at)) {
    const id = `evt_${life.id}_${life.events.length + 1}`
    life.events.push({ id, object: 'event', type, created: at, livemode: true, data: { object } })
  }
}

export const nextStep = ({ done }: Life): Step | undefined => steps[done.length]?.id

function told(life: Life, step: Step, clickId: string, at: number): [type: string, object: Fields][] {
  const { id } = life
  const customer = `cus_${id}`
  const subscription = (status: string): Fields => ({
    id: `sub_${id}`,
    object: 'subscription',
    created: at,
    status,
    customer,
    currency: 'eur',
  })
  switch (step) {
    case 'trial':
      return [
        ['checkout.session.completed', checkout(id, clickId, at)],
        ['customer.subscription.created', subscription('trialing')],
      ]
    case 'pay':
      return payment(life, 1, at, 'subscription_cycle', 11_900)
    case 'upgrade':
      return payment(life, 2, at, 'subscription_update', 5_950)
    case 'renew':
      return payment(life, 3, at, 'subscription_cycle', 17_850)
    case 'refund':
      return [
        [
          'refund.created',
          { ...about(id, 1), id: `re_${id}`, object: 'refund', created: at, status: 'succeeded' },
        ],
      ]
    case 'dispute':
      return [['charge.dispute.created', dispute(id, 'needs_response', at)]]
    case 'win':
      return [['charge.dispute.closed', dispute(id, 'won', at)]]
    case 'cancel':
      return [['customer.subscription.deleted', subscription('canceled')]]
  }
}

const checkout = (id: string, clickId: string, at: number): Fields => ({
  id: `cs_${id}`,
  object: 'checkout.session',
  created: at,
  status: 'complete',
  payment_status: 'no_payment_required',
  mode: 'subscription',
  client_reference_id: clickId,
  customer: `cus_${id}`,
  customer_details: { email: `${id}@client.example`, name: 'Kim' },
  subscription: `sub_${id}`,
  currency: 'eur',
  amount_total: 0,
})

/** A paid invoice, the payment of it and the charge, as Stripe tells them since 2025-03-31. */
function payment(life: Life, n: number, at: number, reason: string, amount: number): [string, Fields][] {
  const { id } = life
  const names = { customer: `cus_${id}`, currency: 'eur', created: at }
  const invoice = `in_${id}_${n}`
  const net = Math.round((amount * 100) / 119)
  life.sales.push(`stripe:${invoice}`)
  return [
    [
      'invoice.paid',
      {
        ...names,
        id: invoice,
        object: 'invoice',
        status: 'paid',
        billing_reason: reason,
        total: amount,
        total_excluding_tax: net,
        amount_due: amount,
        amount_paid: amount,
        status_transitions: { paid_at: at },
        parent: {
          type: 'subscription_details',
          subscription_details: { subscription: `sub_${id}`, metadata: {} },
        },
        lines: { data: [{ amount: net, pricing: { price_details: { product: 'prod_team' } } }] },
      },
    ],
    [
      'invoice_payment.paid',
      {
        ...names,
        id: `inpay_${id}_${n}`,
        object: 'invoice_payment',
        invoice,
        status: 'paid',
        amount_paid: amount,
        payment: { type: 'payment_intent', payment_intent: `pi_${id}_${n}` },
        status_transitions: { paid_at: at },
      },
    ],
    [
      'charge.succeeded',
      {
        ...names,
        id: `ch_${id}_${n}`,
        object: 'charge',
        status: 'succeeded',
        captured: true,
        payment_intent: `pi_${id}_${n}`,
        amount,
        amount_captured: amount,
        amount_refunded: 0,
      },
    ],
  ]
}

/** 59.50 EUR of one of the charges. */
const about = (id: string, n: number): Fields => ({
  charge: `ch_${id}_${n}`,
  payment_intent: `pi_${id}_${n}`,
  currency: 'eur',
  amount: 5_950,
})

const dispute = (id: string, status: string, at: number): Fields => ({
  ...about(id, 2),
  id: `dp_${id}`,
  object: 'dispute',
  created: at,
  status,
})

/** In any order, one of them twice: both happen with Stripe. */
export function inAnyOrder<T>(events: T[]): T[] {
  const order = events.map((event) => ({ event, at: Math.random() })).sort((a, b) => a.at - b.at)
  const shuffled = order.map(({ event }) => event)
  return [...shuffled, ...shuffled.slice(0, 1)]
}

/** Over HTTP and signed, as Stripe does. */
export async function post(origin: string, secret: string, event: Event): Promise<void> {
  const body = JSON.stringify(event)
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  const answer = await fetch(`${origin}/hooks/stripe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${at},v1=${signature}` },
    body,
  })
  if (!answer.ok) throw new Error(`The hook answered ${answer.status}: ${await answer.text()}`)
}
