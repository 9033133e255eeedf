/**
 * `POST /hooks/<source>`: an event is checked, stored once and answered; it is
 * processed from its table. The signature is over the bytes as they came.
 */
import type { Hono } from 'hono'
import { isObject, type Json } from '../../core/json.ts'
import { storeEvent } from '../../services/inbox.ts'
import { Problem } from '../../services/problem.ts'
import { programOfMode } from '../../services/programs.ts'
import type { AppOptions } from '../app.ts'
import { answerJson } from '../bridge.ts'
import { providers } from './index.ts'
import type { Envelope, HookProvider, HookRequest } from './provider.ts'
import { type HookSecret, type Mode, secretKinds } from './secrets.ts'

const RECEIVED = JSON.stringify({ received: true })

// biome-ignore lint/suspicious/noExplicitAny: the app's variables do not matter here
export function mountHooks(app: Hono<any>, options: AppOptions): void {
  const { services, hookSecrets } = options
  for (const provider of providers) {
    const { source } = provider
    const { variable, like } = secretKinds[source]
    app.post(`/hooks/${source}`, async (c) => {
      c.set('route', `POST /hooks/${source}`)
      const secrets = hookSecrets[source] ?? []
      if (secrets.length === 0) {
        throw new Problem('hook_not_set_up', {
          detail: `The operator must set ${variable} to the secret that signs these events (${like}).`,
        })
      }
      const bytes = await c.req.arrayBuffer()
      const body = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)
      const header = (name: string) => c.req.header(name)
      const request: HookRequest = { body, header, now: services.clock.now() }
      const modes = await modesOf(provider, secrets, request)
      const text = body.toString('utf8')
      const envelope = envelopeOf(provider, request, text)
      await store(options, source, envelope, modeOf(envelope, modes), text)
      options.eventStored()
      return answerJson(c, RECEIVED, 200)
    })
  }
}

/** @throws Problem `hook_refused` */
async function modesOf(
  { source, signedWith }: HookProvider,
  secrets: readonly HookSecret[],
  request: HookRequest,
): Promise<Set<Mode>> {
  const modes = new Set<Mode>()
  for (const { secret, modes: signs } of secrets) {
    if (await signedWith(secret, request)) for (const mode of signs) modes.add(mode)
  }
  if (modes.size > 0) return modes
  throw new Problem('hook_refused', {
    detail: `Its signature does not fit any secret of this server, or is older than five minutes. Check ${secretKinds[source].variable}, and that nothing in between changes the body.`,
  })
}

function envelopeOf(provider: HookProvider, request: HookRequest, text: string): Envelope {
  const payload = parsed(text)
  const envelope = isObject(payload) ? provider.envelope(payload, request) : undefined
  if (!envelope || envelope.id.length > 255 || envelope.type.length > 255) {
    throw new Problem('hook_refused', { detail: 'This is not an event: it has no id, type or time.' })
  }
  return envelope
}

/** Not as strict as with our own callers: what a provider signs is stored as it is. */
function parsed(text: string): Json | unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Problem('malformed_json', { cause })
  }
}

function modeOf({ mode }: Envelope, modes: Set<Mode>): Mode {
  if (mode === undefined) return modes.has('live') ? 'live' : 'test'
  if (modes.has(mode)) return mode
  throw new Problem('hook_refused', {
    detail: `The secret that this event is signed with is not one for events of ${mode} mode.`,
  })
}

async function store(
  { services }: AppOptions,
  source: string,
  envelope: Envelope,
  mode: Mode,
  body: string,
): Promise<void> {
  const { id, type, objectId, customer, occurredAt, payload = body } = envelope
  await services.store.write(async (trx) => {
    const program = await programOfMode(trx, services.clock, mode)
    if (!program) throw new Problem('unavailable', { retryAfterSeconds: 1 })
    return storeEvent(services, trx, program, { source, id, type, objectId, customer, payload, occurredAt })
  })
}
