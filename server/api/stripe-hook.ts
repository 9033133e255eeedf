/**
 * `POST /hooks/stripe`: an event is checked, stored once and answered; it is
 * processed from its table. The signature is over the bytes as they came.
 */
import type { Context, Hono } from 'hono'
import { idAt, isObject, type Json, numberAt, textAt } from '../core/stripe/json.ts'
import { storeEvent } from '../services/inbox.ts'
import { Problem } from '../services/problem.ts'
import { loadProgram } from '../services/programs.ts'
import type { AppOptions } from './app.ts'
import { signedWith } from './stripe-signature.ts'

// biome-ignore lint/suspicious/noExplicitAny: the app's variables do not matter here
export function mountStripeHook(app: Hono<any>, options: AppOptions): void {
  const { services, stripeSecrets } = options
  app.post('/hooks/stripe', async (c) => {
    c.set('route', 'POST /hooks/stripe')
    if (stripeSecrets.length === 0) throw new Problem('hook_not_set_up')
    const body = Buffer.from(await c.req.arrayBuffer())
    const modes = await signedWith(
      stripeSecrets,
      body,
      c.req.header('stripe-signature'),
      services.clock.now(),
    )
    const event = eventIn(body)
    const mode = event.livemode === true ? 'live' : 'test'
    if (!modes.has(mode)) {
      throw new Problem('hook_refused', {
        detail: `The secret that this event is signed with is not one for events of ${mode} mode.`,
      })
    }
    await store(options, event, mode, body.toString('utf8'))
    options.eventStored()
    return received(c)
  })
}

const received = (c: Context): Response => c.json({ received: true }, 200)

interface StripeEvent extends Json {
  id: string
  type: string
  created: number
}

function eventIn(body: Buffer): StripeEvent {
  const event = parsed(body)
  const [id, type, created] = [textAt(event, 'id'), textAt(event, 'type'), numberAt(event, 'created')]
  if (!isObject(event) || !id || !type || created === undefined || id.length > 255 || type.length > 255) {
    throw new Problem('hook_refused', { detail: 'This is not an event: it has no id, type or time.' })
  }
  return { ...event, id, type, created }
}

/** Not as strict as with our own callers: what Stripe signs is stored as it is. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new Problem('malformed_json', { cause })
  }
}

async function store(
  { services }: AppOptions,
  event: StripeEvent,
  mode: 'live' | 'test',
  payload: string,
): Promise<void> {
  const row = await services.store.db
    .selectFrom('program')
    .where('mode', '=', mode)
    .select('id')
    .executeTakeFirst()
  if (!row) throw new Problem('unavailable', { retryAfterSeconds: 1 })
  const objectId = textAt(event, 'data', 'object', 'id') ?? ''
  const isCustomer = textAt(event, 'data', 'object', 'object') === 'customer'
  await services.store.write(async (trx) => {
    const program = await loadProgram(trx, services.clock, row.id)
    return storeEvent(services, trx, program, {
      source: 'stripe',
      id: event.id,
      type: event.type,
      objectId,
      customer: isCustomer ? objectId : idAt(event, 'data', 'object', 'customer'),
      payload,
      occurredAt: event.created * 1000,
    })
  })
}
