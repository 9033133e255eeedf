/** All orders of a list, and books and ledgers in words. */
import { mulDivHalfEven } from '../../../server/core/money.ts'
import { booksOf, type Group, type Known } from '../../../server/core/stripe/books.ts'
import { canonicalFacts, mergeFacts, type ObjectFacts } from '../../../server/core/stripe/facts.ts'
import { readEvent } from '../../../server/core/stripe/read.ts'
import type { StripeEvent } from '../../support/stripe.ts'

/** Long after every payment could have been claimed by an invoice. */
const LATER = Date.parse('2027-06-01T00:00:00Z')
const RATE_BPS = 2000

export function* permutations<T>(list: T[]): Generator<T[]> {
  if (list.length <= 1) return yield list
  for (const [n, first] of list.entries()) {
    const others = [...list.slice(0, n), ...list.slice(n + 1)]
    for (const rest of permutations(others)) yield [first, ...rest]
  }
}

/** Everything that events tell, merged in the order in which they are given. */
export function learn(events: StripeEvent[]): { known: Known; text: string } {
  const objects = new Map<string, ObjectFacts>()
  const links = new Map<string, Set<string>>()
  for (const event of events) {
    const told = readEvent(event)
    for (const facts of told.objects) {
      const before = objects.get(facts.id)
      objects.set(facts.id, before ? mergeFacts(before, facts) : facts)
    }
    for (const [a, b] of told.links) {
      links.set(a, (links.get(a) ?? new Set()).add(b))
      links.set(b, (links.get(b) ?? new Set()).add(a))
    }
  }
  const text = [...objects]
    .map(([id, facts]) => `${id} ${canonicalFacts(facts)}`)
    .sort()
    .join('\n')
  return { known: { objects, links }, text }
}

/** What a plan of 20 % owes for it, without the engine. */
function earned(group: Group): number {
  if (!group.sale || group.sale.touches.length === 0) return 0
  const { amountMinor, taxMinor, shippingMinor } = group.sale
  const back = group.reversals
    .filter(({ kind, status }) => kind === 'refund' || status === 'lost')
    .reduce((sum, reversal) => sum + reversal.amountMinor, 0)
  const net = Math.max(amountMinor - back, 0)
  return mulDivHalfEven(
    BigInt(amountMinor - taxMinor - shippingMinor) * BigInt(net),
    RATE_BPS,
    BigInt(amountMinor) * 10_000n,
  )
}

export interface Line {
  sale: string
  customer: string | null
  amount: number
  base: number
  back: number
  open: number
  earned: number
}

export const words = (line: Line): string =>
  `${line.sale} of ${line.customer}: ${line.amount} with base ${line.base}, ${line.back} back, ${line.open} open, earned ${line.earned}`

/** The books that these events end in, one line a sale. */
export function booksInWords(events: StripeEvent[]): string[] {
  return booksOf(learn(events).known, LATER)
    .flatMap((group) => {
      if (!group.sale) return []
      const { amountMinor, taxMinor, shippingMinor } = group.sale
      const counts = group.reversals.filter(({ kind, status }) => kind === 'refund' || status === 'lost')
      return [
        words({
          sale: group.externalId,
          customer: group.customer?.externalId ?? null,
          amount: amountMinor,
          base: amountMinor - taxMinor - shippingMinor,
          back: counts.reduce((sum, reversal) => sum + reversal.amountMinor, 0),
          open: group.reversals.filter(({ kind, status }) => kind === 'dispute' && status === 'opened')
            .length,
          earned: earned(group),
        }),
      ]
    })
    .sort()
}
