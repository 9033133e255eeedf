/** What was taken back of a payment, or may be: refunds, credit notes, disputes and warnings. */
import type { ObjectFacts } from './facts.ts'

export interface Reversal {
  kind: 'refund' | 'dispute'
  externalId: string
  /** 0 for a refund that did not come about. */
  amountMinor: number
  occurredAt: number
  /** Of disputes. */
  status: 'opened' | 'won' | 'lost'
}

type Status = Reversal['status']
const disputeEnds: Record<string, Status> = {
  won: 'won',
  lost: 'lost',
  warning_closed: 'won',
  prevented: 'won',
  charge_refunded: 'won',
}

export function reversalsOf(members: ObjectFacts[]): Reversal[] {
  return members.flatMap((object): Reversal[] => {
    if (object.kind === 'charge') return unitemised(members, object)
    if (!object.most.told) return []
    const [stage = 0, at = 0, , status = ''] = object.last.status ?? []
    const amountMinor = (object.last.amount?.[3] as number | undefined) ?? 0
    const createdAt = object.first.created ?? at
    switch (object.kind) {
      case 'refund':
      case 'credit_note': {
        const counts = status === 'succeeded' ? amountMinor : 0
        return [refund(object.id, counts, createdAt)]
      }
      case 'dispute':
      case 'radar.early_fraud_warning': {
        const ended = disputeEnds[String(status)] ?? 'opened'
        const occurredAt = stage > 0 ? at : createdAt
        return [{ kind: 'dispute', externalId: object.id, amountMinor, occurredAt, status: ended }]
      }
      default:
        return []
    }
  })
}

const refund = (externalId: string, amountMinor: number, occurredAt: number): Reversal => ({
  kind: 'refund',
  externalId,
  amountMinor,
  occurredAt,
  status: 'opened',
})

/** What a charge says was refunded beyond the refunds that are known; it shrinks as those arrive. */
function unitemised(members: ObjectFacts[], charge: ObjectFacts): Reversal[] {
  const refunded = charge.most.refunded ?? 0
  if (refunded === 0) return []
  const known = members
    .filter(({ kind, sets }) => kind === 'refund' && sets.charge?.includes(charge.id))
    .reduce((sum, { last }) => sum + ((last.amount?.[3] as number | undefined) ?? 0), 0)
  const at = charge.first.refundedAt ?? 0
  return [refund(`charge:${charge.id}:unitemised`, Math.max(refunded - known, 0), at)]
}
