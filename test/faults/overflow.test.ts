/** More clicks than may wait while the store is away: exactly those are dropped and counted, and still credited. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { serverMetrics } from '../../server/api/metrics.ts'
import { compose } from '../../server/compose.ts'
import { batchClicks } from '../../server/db/clicks.ts'
import { clickWriter } from '../../server/db/sqlite-clicks.ts'
import { openClicksFile } from '../../server/db/sqlite-file.ts'
import { createLog } from '../../server/log.ts'
import { createClickRecorder } from '../../server/services/record-click.ts'
import { BROWSER, SK } from '../support/app.ts'
import { openTestStore } from '../support/engines.ts'
import { rowOf } from './load.ts'
import { pause } from './through-fault.ts'

const LIMIT = 50
const CLICKS = 200

test(`of ${CLICKS} clicks, ${LIMIT} wait and are stored later; the others are counted, and credited all the same`, async () => {
  const { store, options, drop } = await openTestStore('sqlite')
  const composed = await compose({
    store,
    publicUrl: 'https://refer.acme.example',
    secretKey: SK,
    log: createLog('silent'),
  })
  const post = async (path: string, body: object) => {
    const headers = { Authorization: `Bearer ${SK}`, 'Content-Type': 'application/json' }
    const answer = await composed.app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status).toBe(201)
    return answer.json()
  }
  const file = await openClicksFile(options.dataDir)
  const clicks = batchClicks(clickWriter(file), { limit: LIMIT })
  const recorder = createClickRecorder({ ...composed.services, ...composed.clickLookups, clicks })
  const nobody = { underWay: 0, ask: () => Promise.reject(new Error('nobody is asked')) }
  const metrics = serverMetrics(recorder, nobody, { shed: 0, clicksShed: 0 })

  const partner = await post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })
  const target = await recorder.target(partner.links[0].code)
  if (!target) throw new Error('no link')
  const other = new Sqlite(join(options.dataDir, 'clicks.db'))
  other.exec('begin immediate')
  const visit = { address: '192.0.2.1', userAgent: BROWSER, referrer: undefined, flags: 0 }
  const recorded = await Promise.all(
    Array.from({ length: CLICKS }, () => recorder.record(target, visit, performance.now(), 100)),
  )
  expect(recorded.every(({ stored }) => !stored)).toBe(true)
  const text = await metrics.text()
  expect(text).toContain(`\ngoodword_clicks_waiting ${LIMIT}\n`)
  expect(text).toContain(`\ngoodword_clicks_dropped_total ${CLICKS - LIMIT}\n`)
  other.close()

  while (recorder.stats.waiting > 0) await pause(10)
  const ids = recorded.map(({ clickId }) => Buffer.from(rowOf(clickId), 'hex'))
  const stored = await composed.services.clicks.exists(ids)
  const [counted] = await store.db.selectFrom('click_day').select('clicks').execute()
  expect([stored.size, counted?.clicks, recorder.stats.stored]).toEqual([LIMIT, LIMIT, LIMIT])
  expect(recorder.stats.dropped).toBe(CLICKS - LIMIT)
  console.info(
    `overflow | ${CLICKS} clicks | ${LIMIT} waited and were stored | ${recorder.stats.dropped} dropped`,
  )

  const dropped = recorded.find(({ clickId }) => !stored.has(rowOf(clickId)))
  await post('/v1/customers', { externalId: 'kim', clickId: dropped?.clickId })
  const sold = await post('/v1/sales', {
    externalId: 's1',
    customerExternalId: 'kim',
    amount: 10_000,
    currency: 'USD',
  })
  expect(sold.commissions).toMatchObject([{ partnerId: partner.id, amount: 2_000 }])
  await clicks.close()
  file.close()
  await composed.close()
  await drop()
})
