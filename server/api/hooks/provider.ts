/** What the door has to know of a provider: how it signs, and where its events say what they are. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Json } from '../../core/json.ts'
import type { Mode, Source } from './secrets.ts'

export interface HookRequest {
  /** As it came, byte for byte. */
  body: Buffer
  /** Undefined when it is not there. */
  header(name: string): string | undefined
  /** UTC milliseconds. */
  now: number
}

export interface Envelope {
  /** The same when the same event is delivered again. */
  id: string
  type: string
  objectId: string
  customer: string | undefined
  occurredAt: number
  /** Undefined when events do not say: then the secret does. */
  mode: Mode | undefined
  /** What is stored; the body as it came when absent. */
  payload?: string
}

/**
 * A payment provider. To add one: implement this, say in `core/` what its
 * payloads mean (see `core/provider.ts`), and name both where the others are
 * (`index.ts`, `secrets.ts`, `services/process-event.ts`).
 */
export interface HookProvider {
  /** Its hook is `/hooks/<source>`; `secrets.ts` says where its secrets come from. */
  source: Source
  signedWith(secret: string, request: HookRequest): boolean | Promise<boolean>
  /** Undefined for what is not an event. @throws Problem for one that must not be stored. */
  envelope(payload: Json, request: HookRequest): Envelope | undefined
}

/** How far the clocks may be apart, and how long a request may be under way. */
export const TOLERANCE_MS = 300_000

export const hmac = (key: string | Buffer, ...parts: (string | Buffer)[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHmac('sha256', key)).digest()

export function isSame(digest: Buffer, given: string | undefined, encoding: 'hex' | 'base64'): boolean {
  const bytes = Buffer.from(given ?? '', encoding)
  return bytes.length === digest.length && timingSafeEqual(bytes, digest)
}
