/**
 * Ids that depend on what they are made for and not on how many were made
 * before: the same partner gets the same ids, codes and link keys in two runs
 * that do the rest in another order.
 */
import { createHash } from 'node:crypto'
import type { Ids } from '../../server/services/context.ts'

export interface ScopedIds extends Ids {
  /** Ids made from now on belong to this; naming the same scope again starts it over. */
  scope(name: string): void
}

export function scopedIds(): ScopedIds {
  let current = 'start'
  let calls = 0
  return {
    scope(name) {
      current = name
      calls = 0
    },
    make: (prefix) => `${prefix}_${current}.${calls++}`,
    bytes(n) {
      const call = calls++
      const blocks: Buffer[] = []
      for (let block = 0; block * 32 < n; block++) {
        blocks.push(createHash('sha256').update(`${current} ${call} ${block}`).digest())
      }
      return Buffer.concat(blocks).subarray(0, n)
    },
  }
}
