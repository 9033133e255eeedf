/** The client as packages import it: whole, in one piece. */
import { lead, link } from './actions.ts'
import { createClient } from './client.ts'
import type { Goodword, GoodwordOptions } from './types.ts'

/**
 * Makes the client for this page, or returns the one that is there already
 * for the same key. In a browser it starts at once: it looks for `via` and
 * `gw` in the address, takes `gw` out of the address bar, and becomes
 * `window.Goodword`. On a server it can be made just the same and knows no visitor.
 *
 * @example
 * import { createGoodword } from 'goodword'
 *
 * const goodword = createGoodword({ key: 'gw_pk_123', server: 'https://refer.acme.example' })
 * const clickIds = await goodword.getClickIds() // send these along with the sign-up
 */
export const createGoodword = (options: GoodwordOptions): Goodword =>
  createClient(options, async () => ({ lead, link }))
