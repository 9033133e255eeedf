/** Many deliveries to a hundred endpoints of which one hangs: the other 99 are told as quickly as without it. */
import { expect, test } from 'vitest'
import type { Post, Posted } from '../../server/outgoing/post.ts'
import { START, startApp } from '../support/app.ts'

const ENDPOINTS = 100
const EACH = process.env.GOODWORD_LONG ? 100 : 20
const ok: Posted = { statusCode: 200, retryAfter: null, response: '', error: null, durationMs: 1 }

test(`${ENDPOINTS * EACH} deliveries, one endpoint hangs`, { timeout: 120_000 }, async () => {
  let receive: Post = async () => ok
  const app = await startApp('sqlite', { postWebhook: (...call) => receive(...call) })
  const { services } = app.composed
  const endpoints: string[] = []
  for (let n = 0; n < ENDPOINTS; n++) {
    const made = await app.post('/v1/webhook-endpoints', {
      url: `https://r${n}.example/`,
      events: ['partner.created'],
    })
    endpoints.push(made.body.id)
  }
  for (let n = 0; n < EACH; n++) await app.post('/v1/partners', { email: `p${n}@x.example` })
  await app.composed.sendWebhooks()
  const since = new Date(START).toISOString()
  const waitUntil = (at: number) =>
    services.store.write((trx) => trx.updateTable('webhook_endpoint').set({ wait_until: at }).execute())

  /** How long until everybody that answers has been told everything. */
  async function drained(hanging: string | undefined): Promise<number> {
    await waitUntil(Number.MAX_SAFE_INTEGER)
    for (const id of endpoints) await app.post(`/v1/webhook-endpoints/${id}/replay`, { since })
    let left = (endpoints.length - (hanging ? 1 : 0)) * EACH
    let done = (): void => {}
    const all = new Promise<void>((resolve) => (done = resolve))
    let letGo = (): void => {}
    const hangs = new Promise<Posted>((resolve) => (letGo = () => resolve(ok)))
    receive = async (url) => {
      if (url === hanging) return hangs
      if (--left === 0) done()
      return ok
    }
    await waitUntil(0)
    const started = performance.now()
    services.queued('webhook')
    await all
    const ms = performance.now() - started
    letGo()
    await app.composed.sendWebhooks()
    return ms
  }
  const times = { with: [] as number[], without: [] as number[] }
  for (let round = 0; round < 2; round++) {
    times.with.push(await drained('https://r50.example/'))
    times.without.push(await drained(undefined))
  }
  await app.close()
  const best = { with: Math.min(...times.with), without: Math.min(...times.without) }
  console.info(
    `webhooks: ${(ENDPOINTS - 1) * EACH} told in ${Math.round(best.with)} ms beside one that hangs, ` +
      `${Math.round(best.without)} ms without it`,
  )
  expect(best.with).toBeLessThan(best.without * 1.5)
})
