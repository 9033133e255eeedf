/** Clicks as the redirect makes them: an id that starts with its time, everything else as given. */
import { randomBytes } from 'node:crypto'
import type { Click } from '../../server/services/clicks.ts'

export function makeClick(fields: Partial<Click> & { at: number }): Click {
  const id = Buffer.alloc(16)
  id.writeUIntBE(fields.at, 0, 6)
  randomBytes(10).copy(id, 6)
  return { id, linkKey: 1, visitor: randomBytes(8), flags: 0, referrer: null, unique: true, ...fields }
}
