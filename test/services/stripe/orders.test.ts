/** On each engine: orders of the same stories, with duplicates, end in the golden ledgers. GOODWORD_LONG=1 tries every one. */
import { describe, expect, test } from 'vitest'
import type { Services } from '../../../server/services/context.ts'
import { storeEvent } from '../../../server/services/inbox.ts'
import { processDue } from '../../../server/services/process-event.ts'
import { engines } from '../../support/engines.ts'
import { type Story, tellStory } from '../../support/story.ts'
import type { StripeEvent } from '../../support/stripe.ts'
import { fixtures } from './fixtures.ts'
import { goldenOf, ledgerOf, numbered } from './ledger.ts'
import { permutations } from './orders.ts'

// The working loop gets two orders of each story.
const SAMPLES = process.env.GOODWORD_TEST_ENGINES === 'sqlite' ? 66 : 500

/** Sorted by a hash of the sample's number and the event: an order of its own for each sample. */
function shuffled(events: StripeEvent[], n: number): StripeEvent[] {
  const rank = (text: string): number => {
    let hash = 2166136261 ^ n
    for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0
    return hash
  }
  return [...events].sort((a, b) => rank(a.id) - rank(b.id))
}

/** A story, and its events in an order. */
type Order = [name: string, events: StripeEvent[]]

const sampled = (): Order[] => {
  const stories = Object.entries(fixtures)
  return Array.from({ length: SAMPLES }, (_, n) => {
    const [name, events] = stories[n % stories.length] as Order
    return [name, shuffled(events, n)]
  })
}

const everyOrder = (): Order[] =>
  Object.entries(fixtures).flatMap(([name, events]) =>
    [...permutations(events)].map((order): Order => [name, order]),
  )

const orders = process.env.GOODWORD_LONG ? everyOrder() : sampled()

async function deliver(services: Services, story: Story, event: StripeEvent): Promise<void> {
  const object = event.data.object as { id: string; customer?: string }
  await story.world.run((trx, program) =>
    storeEvent(services, trx, program, {
      source: 'stripe',
      id: event.id,
      type: event.type,
      objectId: object.id,
      customer: object.customer,
      payload: JSON.stringify(event),
      occurredAt: event.created * 1000,
    }),
  )
}

describe.each(engines)('on %s', (engine) => {
  test(`${orders.length} orders end in the golden ledgers, and the books add up`, {
    timeout: 900_000,
  }, async () => {
    const story = await tellStory(engine, {
      currencies: ['EUR', 'JPY', 'KWD'],
      minimumPayout: {},
      plans: [{ id: 'refer', name: 'Share', kind: 'residual', rules: [{ rateBps: 2000 }] }],
    })
    const { services } = story.world
    const mara = await story.partner('Mara')
    await story.coupon(mara, 'MARA20')
    const clickId = story.click(mara, { day: 0 })
    story.on(61)
    const wrong: string[] = []
    for (const [n, [name, events]] of orders.entries()) {
      const order = numbered(events, n, clickId)
      for (const event of [...order, ...order.slice(0, n % 3)]) {
        await deliver(services, story, event)
        // Some are processed as they come, some together.
        if ((n + event.id.length) % 4 !== 0) while (await processDue(services));
      }
      while (await processDue(services));
      const got = (await ledgerOf(services.store.db, n)).join('\n')
      const golden = goldenOf(fixtures[name] ?? []).join('\n')
      if (got !== golden)
        wrong.push(
          `${name} as ${order.map(({ type, id }) => `${type} ${id}`).join(', ')}:\n${got}\nnot\n${golden}`,
        )
    }
    const open = await services.store.db
      .selectFrom('inbox_event')
      .where('status', 'not in', ['done', 'ignored'])
      .select(['id', 'type', 'status', 'outcome'])
      .execute()
    const findings = await story.end()
    expect(wrong.slice(0, 5)).toEqual([])
    expect(open.slice(0, 5)).toEqual([])
    expect(findings.slice(0, 5)).toEqual([])
  })
})
