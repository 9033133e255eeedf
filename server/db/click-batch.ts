/**
 * Clicks on their way to the store, packed one after another into one piece of
 * memory that threads can share: a batch costs one message, however many
 * clicks it has.
 *
 *   id 16 | link key 6 | visitor 8 | flags 1 | unique 1 | length of the referrer 1 | referrer
 */
import type { Click } from '../services/clicks.ts'

/** Larger batches gain nothing measurable and make everybody in them wait. */
export const BATCH_CLICKS = 500

const FIXED_BYTES = 33
/** Forty characters of UTF-8. */
const REFERRER_BYTES = 120
const BATCH_BYTES = 32 * 1024

export interface ClickBatch {
  /** On shared memory. */
  bytes: Uint8Array
  /** Bytes in use. */
  end: number
  count: number
}

/** One that more clicks can be packed into; what another thread is sent of it is a `ClickBatch`. */
export interface OpenBatch extends ClickBatch {
  bytes: Buffer
}

export const newBatch = (): OpenBatch => ({
  bytes: Buffer.from(new SharedArrayBuffer(BATCH_BYTES)),
  end: 0,
  count: 0,
})

export const isFull = ({ count, end }: ClickBatch): boolean =>
  count >= BATCH_CLICKS || end + FIXED_BYTES + REFERRER_BYTES > BATCH_BYTES

/** The batch must not be full. */
export function pack(batch: OpenBatch, click: Click): void {
  const { bytes, end } = batch
  bytes.set(click.id, end)
  bytes.writeUIntBE(click.linkKey, end + 16, 6)
  bytes.set(click.visitor, end + 22)
  bytes[end + 30] = click.flags
  bytes[end + 31] = click.unique ? 1 : 0
  const length = click.referrer === null ? 0 : bytes.write(click.referrer, end + FIXED_BYTES)
  bytes[end + 32] = length
  batch.end = end + FIXED_BYTES + length
  batch.count++
}

/** The clicks of a batch, as copies: its memory is used again. */
export function unpack(batch: ClickBatch): Click[] {
  const bytes = Buffer.from(batch.bytes.subarray(0, batch.end))
  const clicks: Click[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at + 32] ?? 0
    const next = at + FIXED_BYTES + length
    clicks.push({
      id: bytes.subarray(at, at + 16),
      linkKey: bytes.readUIntBE(at + 16, 6),
      visitor: bytes.subarray(at + 22, at + 30),
      flags: bytes[at + 30] ?? 0,
      unique: bytes[at + 31] === 1,
      referrer: length === 0 ? null : bytes.toString('utf8', at + FIXED_BYTES, next),
      at: bytes.readUIntBE(at, 6),
    })
    at = next
  }
  return clicks
}
