/**
 * The click id: self-describing and signed, so that a conversion can be
 * credited even when the click's row never arrived.
 *
 *   gwc_ + base64url( key id 1 | program 4 | link 6 | time 6 | random 10 | HMAC-SHA256 cut to 16 )
 *
 * 62 characters of [A-Za-z0-9_-], short enough for `client_reference_id` of a
 * payment provider. Time and random together are the id of the click's row.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SigningKey {
  id: number
  secret: Buffer
}

export interface ClickIdParts {
  programShortId: number
  linkKey: number
  /** UTC milliseconds. */
  at: number
  /** The 16 bytes that identify the click's row. */
  rowId: Buffer
}

const PREFIX = 'gwc_'
const SIGNED_BYTES = 27
const SIGNATURE_BYTES = 16

const sign = (key: SigningKey, signed: Buffer): Buffer =>
  createHmac('sha256', key.secret).update('click\0').update(signed).digest().subarray(0, SIGNATURE_BYTES)

/** @param random 10 random bytes. */
export function makeClickId(
  key: SigningKey,
  programShortId: number,
  linkKey: number,
  at: number,
  random: Buffer,
): { clickId: string; rowId: Buffer } {
  const bytes = Buffer.allocUnsafe(SIGNED_BYTES + SIGNATURE_BYTES)
  bytes.writeUInt8(key.id, 0)
  bytes.writeUInt32BE(programShortId, 1)
  bytes.writeUIntBE(linkKey, 5, 6)
  bytes.writeUIntBE(at, 11, 6)
  random.copy(bytes, 17, 0, 10)
  sign(key, bytes.subarray(0, SIGNED_BYTES)).copy(bytes, SIGNED_BYTES)
  return {
    clickId: PREFIX + bytes.toString('base64url'),
    rowId: Buffer.from(bytes.subarray(11, SIGNED_BYTES)),
  }
}

/** Null for anything that these keys did not sign. */
export function readClickId(keys: readonly SigningKey[], clickId: string): ClickIdParts | null {
  if (!/^gwc_[A-Za-z0-9_-]{58}$/.test(clickId)) return null
  const bytes = Buffer.from(clickId.slice(PREFIX.length), 'base64url')
  // The last character has spare bits: only the spelling that we gave out counts.
  if (bytes.toString('base64url') !== clickId.slice(PREFIX.length)) return null
  const key = keys.find((candidate) => candidate.id === bytes[0])
  if (!key) return null
  const signed = bytes.subarray(0, SIGNED_BYTES)
  if (!timingSafeEqual(sign(key, signed), bytes.subarray(SIGNED_BYTES))) return null
  return {
    programShortId: bytes.readUInt32BE(1),
    linkKey: bytes.readUIntBE(5, 6),
    at: bytes.readUIntBE(11, 6),
    rowId: Buffer.from(bytes.subarray(11, SIGNED_BYTES)),
  }
}
