/** The hourly recount: silent while everything adds up, a number at /metrics when it does not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Back } from '../../server/api/bridge.ts'
import { serverMetrics } from '../../server/api/metrics.ts'
import { answersOf } from '../../server/back.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('the hourly recount on %s', (engine) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp(engine)
  })
  afterAll(() => app.close())

  async function metric(name: string): Promise<number> {
    const { composed } = app
    const answers = answersOf(composed, () => {})
    const back: Back = { underWay: 0, ask: (name, question) => answers[name](question) }
    const recorder = { stats: { stored: 0, unconfirmed: 0, dropped: 0, waiting: 0 } }
    const { text } = serverMetrics(recorder as never, back, { shed: 0, clicksShed: 0 })
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await text())?.[1])
  }

  test('counts what is off, and when it looked', async () => {
    await app.post('/v1/partners', { email: 'mara@x.example', name: 'Mara' })
    const sale = { externalId: 's', customerExternalId: 'kim', amount: 1_000, currency: 'EUR' }
    await app.post('/v1/sales', { ...sale, clickId: await app.click('mara') })
    expect(await metric('goodword_verify_finished_seconds')).toBe(0)
    await app.composed.verify()
    expect(await metric('goodword_verify_findings')).toBe(0)
    expect(await metric('goodword_verify_finished_seconds')).toBe(app.clock.now() / 1_000)

    await app.composed.services.store.write(async (trx) => {
      await trx
        .updateTable('partner_balance')
        .set((eb) => ({ amount_minor: eb('amount_minor', '+', 1) }))
        .execute()
      await trx.updateTable('sale').set({ counted: '[{}]' }).execute()
    })
    await app.composed.verify()
    expect(await metric('goodword_verify_findings')).toBeGreaterThanOrEqual(2)
  })
})
