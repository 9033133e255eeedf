/** Statements add up: what moved in the month, what moved before, and the ledger. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { DAY_MS, startApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { earnt, papers } from '../support/payouts.ts'

describe.each(engines)('statements on %s', (engine) => {
  test('over three months the lines and balances are those of the ledger', async () => {
    const app = await startApp(engine)
    const rita = await earnt(app, 'Rita', 3_000)
    await papers(app, rita)
    const run = (await app.post('/v1/payouts', {})).body
    app.clock.advance(20 * DAY_MS)
    const [line] = (await app.get(`/v1/payouts/${run.id}`)).body.lines
    await app.post(`/v1/payouts/${run.id}/lines/${line.id}`, { status: 'failed', reason: 'Closed' })
    await app.post('/v1/refunds', { externalId: 're', saleExternalId: 'ord-rita', amount: 5_000 })
    app.clock.advance(30 * DAY_MS)
    await app.post('/v1/payouts', {})

    const as = { as: (await app.post('/v1/tokens', { partnerId: rita.partnerId })).body.token }
    const { data, prices } = (await app.get('/v1/me/statements', as)).body
    expect(prices).toEqual([])
    expect(data).toEqual([{ period: '2027-01' }, { period: '2026-12' }, { period: '2026-11' }])
    let opening = 0
    for (const { period } of [...data].reverse()) {
      const statement = (await app.get(`/v1/me/statements/${period}`, as)).body
      const [balance] = statement.balances
      const sum = statement.lines.reduce((total: number, one: { amount: number }) => total + one.amount, 0)
      expect([period, balance.opening]).toEqual([period, opening])
      expect(balance.opening + sum).toBe(balance.closing)
      expect(balance.earned + balance.payouts).toBe(sum)
      const end = Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 1)
      const { rows } = await sql<{ amount: number }>`
        select cast(-coalesce(sum(amount_minor), 0) as bigint) as amount from ledger_entry
        where account = 'partner_payable' and partner_id = ${rita.partnerId} and created_at < ${end}`.execute(
        app.composed.services.store.db,
      )
      expect(balance.closing).toBe(rows[0]?.amount)
      const csv = (await app.get(`/v1/me/statements/${period}?format=csv`, as)).text.trim().split('\r\n')
      expect(csv.length - 1).toBe(statement.lines.length)
      opening = balance.closing
    }
    expect(opening).toBe(0)
    const december = (await app.get('/v1/me/statements/2026-12', as)).body
    expect(december.lines.map((one: { kind: string; amount: number }) => [one.kind, one.amount])).toEqual(
      expect.arrayContaining([
        ['payout_failed', 3_000],
        ['reversal', -1_000],
      ]),
    )
    expect(december).toMatchObject({ closed: true, partner: { legalName: 'Mara Ito', taxId: 'DE123456789' } })
    expect(december).toMatchObject({ vendor: null, selfBilling: null })
    await app.call('PUT', '/v1/payer', { legalName: 'Acme GmbH', address: 'Ring 1', country: 'DE' })
    expect((await app.get('/v1/me/statements/2026-12', as)).body.selfBilling).toBe(
      'Self-billing: made out by Acme GmbH on behalf of Mara Ito.',
    )
    expect((await app.get('/v1/me/statements/2027-02', as)).status).toBe(404)
    await app.close()
  })

  test('the page of the mails stands under a strict policy', async () => {
    const app = await startApp(engine)
    const page = await app.get('/staff', { as: null })
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.text).not.toMatch(/<script>| on\w+="| style="/)
    expect((await app.get('/staff.js', { as: null })).status).toBe(200)
    await app.close()
  })
})
