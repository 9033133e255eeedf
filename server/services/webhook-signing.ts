/** Standard Webhooks 1.0.0, symmetric: what makes a receiver believe that it was us. */
import { createHmac } from 'node:crypto'
import type { Services } from './context.ts'
import { seal, unseal } from './seal.ts'

const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** Shown once. */
export const newSecret = ({ ids }: Pick<Services, 'ids'>): string =>
  PREFIX + ids.bytes(SECRET_BYTES).toString('base64')

const contextOf = (programId: string, endpointId: string): string => `webhook ${programId} ${endpointId}`

export const sealSecret = (
  services: Pick<Services, 'ids' | 'detailsKey'>,
  programId: string,
  endpointId: string,
  secret: string,
): string => seal(services, contextOf(programId, endpointId), secret)

export interface Signer {
  program_id: string
  id: string
  secret: string
  previous_secret: string | null
  previous_until: number | null
}

/** The secrets that sign now: while one replaces the other, both. @throws Problem `details_key_wrong` */
export function secretsOf(
  services: Pick<Services, 'clock' | 'detailsKey'>,
  { program_id, id, secret, previous_secret, previous_until }: Signer,
): string[] {
  const overlap = previous_secret !== null && (previous_until ?? 0) > services.clock.now()
  return [secret, ...(overlap ? [previous_secret] : [])].map((sealed) =>
    unseal(services, contextOf(program_id, id), sealed),
  )
}

/**
 * The three headers of one attempt.
 *
 * @param id the same over all attempts.
 * @param atMs of this attempt, UTC milliseconds.
 * @param content the body; of a postback, which has none, the whole address that is called.
 */
export function signatureHeaders(
  secrets: readonly string[],
  id: string,
  atMs: number,
  content: string,
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${content}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
