/**
 * A server that sells and tells, until it is killed. Prints `sold <externalId>`
 * after each answer. Arguments: data folder, database address or '', the
 * receiver's address, a number for the ids of its sales.
 */
import { writeSync } from 'node:fs'
import { compose } from '../../server/compose.ts'
import { createLog } from '../../server/log.ts'

const [dataDir = '', databaseUrl = '', receiver = '', round = ''] = process.argv.slice(2)
const SK = 'gw_sk_0123456789abcdefghijkl'
const composed = await compose({
  dataDir,
  databaseUrl: databaseUrl || undefined,
  publicUrl: 'http://localhost:1',
  secretKey: SK,
  publishableKey: 'gw_pk_0123456789abcdefghijkl',
  detailsKey: Buffer.alloc(32, 7).toString('base64url'),
  privateWebhooks: true,
  log: createLog('silent'),
})
const post = async (path: string, body: object) => {
  const response = await composed.app.request(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SK}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 201) throw new Error(await response.text())
}
if (round === '0') await post('/v1/webhook-endpoints', { url: receiver, events: ['sale.recorded'] })
writeSync(1, 'ready\n')
// The server's own timers hold up no process that has nothing else to do.
setInterval(() => {}, 1_000)
for (let n = 0; round !== 'last'; n++) {
  const externalId = `ord_${round}_${n}`
  await post('/v1/sales', { externalId, amount: 1000, currency: 'USD' })
  writeSync(1, `sold ${externalId}\n`)
}
