/**
 * Payout details at rest: AES-256-GCM with a key that is not in the database,
 * so that a copy of the database tells nobody where anybody is paid. Each text
 * is bound to its partner: moved to another row, it does not open.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { Services } from './context.ts'
import { Problem } from './problem.ts'

type Keeper = Pick<Services, 'ids' | 'detailsKey'>

const TAG_BYTES = 16
const IV_BYTES = 12

/** Which key it was, so that a wrong one is told from a damaged text. */
const nameOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 8)

/** @param context what it belongs to; needed again to open it. */
export function seal({ ids, detailsKey }: Keeper, context: string, text: string): string {
  const key = detailsKey()
  const iv = ids.bytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return ['v1', nameOf(key), iv.toString('base64url'), body.toString('base64url')].join('.')
}

/** @throws Problem `details_key_wrong` when it was sealed with another key. */
export function unseal({ detailsKey }: Pick<Keeper, 'detailsKey'>, context: string, sealed: string): string {
  const key = detailsKey()
  const [, name, iv = '', text = ''] = sealed.split('.')
  if (name !== nameOf(key)) throw new Problem('details_key_wrong')
  const body = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
  decipher.setAAD(Buffer.from(context)).setAuthTag(body.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
}
