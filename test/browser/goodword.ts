/** A Goodword server with the built browser files, for a program of another origin. */
import type { RequestListener } from 'node:http'
import { type ComposeOptions, compose } from '../../server/compose.ts'
import { createLog } from '../../server/log.ts'
import { DIST } from '../setup/build.ts'
import { definition, PK, SK } from '../support/app.ts'
import { openTestStore } from '../support/engines.ts'

export interface GoodwordForHost {
  listener: RequestListener
  /** With the secret key. */
  post(path: string, body: object): Promise<Response>
  close(): Promise<void>
}

export async function startGoodword(
  publicUrl: string,
  hostOrigin: string,
  options: Pick<ComposeOptions, 'privateWebhooks' | 'detailsKey'> = {},
): Promise<GoodwordForHost> {
  const { store, drop } = await openTestStore('sqlite')
  const composed = await compose({
    store,
    publicUrl,
    assetsDir: DIST,
    definition: { ...definition, website: `${hostOrigin}/`, allowedOrigins: [hostOrigin] },
    publishableKey: PK,
    secretKey: SK,
    log: createLog('silent'),
    ...options,
    mailTransport: { send: async () => {} },
  })
  return {
    listener: composed.listener,
    post: async (path, body) =>
      composed.app.request(path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${SK}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    async close() {
      await composed.close()
      await drop()
    },
  }
}
