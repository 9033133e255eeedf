/** `goodword details-key`: a key for GOODWORD_DETAILS_KEY. */
import { makeDetailsKey } from '../details-key.ts'
import { systemIds } from '../system.ts'

export async function detailsKeyCommand(): Promise<number> {
  process.stdout.write(`${makeDetailsKey(systemIds)}\n`)
  return 0
}
