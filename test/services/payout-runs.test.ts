/** Runs that meet each other, and runs that are cut off: one payout for each partner, whatever happens. */
import { CompiledQuery } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { openLines } from '../../server/services/payout-due.ts'
import { finishRun, finishRuns } from '../../server/services/payout-run.ts'
import { verify } from '../../server/services/verify.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { earnt, papers } from '../support/payouts.ts'

describe.each(engines)('payout runs on %s', (engine) => {
  let app: TestApp
  afterEach(async () => {
    expect((await verify(app.composed.services.store.db)).findings).toEqual([])
    await app.close()
  })

  const payouts = () => app.composed.services.store.db.selectFrom('payout').selectAll().execute()

  async function people(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await papers(app, await earnt(app, `Person ${'abcdefghij'[n]}`, 2_000 + n))
    }
  }

  test('64 at once are one: one payout for each partner', async () => {
    app = await startApp(engine)
    await people(4)
    const answers = await Promise.all(Array.from({ length: 64 }, () => app.post('/v1/payouts', {})))
    const runs = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id))
    expect(runs.size).toBe(1)
    for (const { status, body } of answers) {
      if (status === 201) expect(body).toMatchObject({ payouts: 4, amount: 8_006 })
      else expect([status, body.code]).toEqual([409, 'nothing_payable'])
    }
    const rows = await payouts()
    expect(rows.map((row) => row.amount_minor).sort()).toEqual([2_000, 2_001, 2_002, 2_003])
  })

  test('with 64 keys at once, while sales and refunds come in', async () => {
    app = await startApp(engine)
    await people(3)
    const selling = Array.from({ length: 24 }, (_, n) =>
      n % 2
        ? app.post('/v1/refunds', { externalId: `r${n}`, saleExternalId: 'ord-person-a', amount: 100 })
        : app.post('/v1/sales', {
            externalId: `more-${n}`,
            customerExternalId: `cus-more-${n}`,
            amount: 5_000,
            currency: 'EUR',
            coupon: 'C-person-b',
            occurredAt: '2026-10-01T10:00:00Z',
          }),
    )
    const paying = Array.from({ length: 64 }, (_, n) =>
      app.post('/v1/payouts', {}, { headers: { 'Idempotency-Key': `k${n}` } }),
    )
    const answers = await Promise.all([...selling, ...paying])
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    const lines = await app.composed.services.store.db
      .selectFrom('payout_line')
      .where('live', '=', 1)
      .select('commission_id')
      .execute()
    expect(new Set(lines.map((line) => line.commission_id)).size).toBe(lines.length)
  })

  /** What a process leaves that dies right after it began a run. */
  async function cutOff(): Promise<string> {
    const { services } = app.composed
    const program = await services.store.db
      .selectFrom('program')
      .where('mode', '=', 'live')
      .selectAll()
      .executeTakeFirstOrThrow()
    await services.store.write((trx) =>
      trx
        .insertInto('payout_run')
        .values({
          program_id: program.id,
          id: 'run_cut',
          status: 'preparing',
          currency: 'EUR',
          cutoff_day: 30_000,
          pay_on_day: 30_001,
          cursor: '',
          payouts: 0,
          amount_minor: 0,
          payer: null,
          created_by: 'key_x',
          created_at: app.clock.now(),
          locked_at: null,
          exported_at: null,
        })
        .execute(),
    )
    return program.id
  }

  test('a run that was cut off goes on where it stopped: two callers share what is left of it', async () => {
    app = await startApp(engine)
    await people(5)
    const programId = await cutOff()
    const { services } = app.composed
    const shared = await Promise.all([1, 2].map(() => finishRun(services, programId, 'run_cut', 1)))
    for (const run of shared) expect(run).toMatchObject({ id: 'run_cut', payouts: 5, status: 'locked' })
    expect(await payouts()).toHaveLength(5)
    await expect(finishRuns(services)).resolves.toBeUndefined()
  })

  test('whoever asks for a run gets the one that was cut off', async () => {
    app = await startApp(engine)
    await people(5)
    await cutOff()
    const { body } = await app.post('/v1/payouts', {})
    expect(body).toMatchObject({ id: 'run_cut', payouts: 5, status: 'locked' })
    expect(await payouts()).toHaveLength(5)
  })

  test.runIf(engine === 'sqlite')(
    'a portion looks at its own partners, not at every day before',
    async () => {
      app = await startApp(engine)
      const { db } = app.composed.services.store
      const { sql, parameters } = openLines(db, 'prg_1', { currency: 'EUR', cutoffDay: 30_000 })
        .where('commission.partner_id', 'in', ['par_1', 'par_2'])
        .select('commission.id')
        .compile()
      const plan = await db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
      )
      expect(plan.rows.find(({ detail }) => detail.startsWith('SEARCH commission'))?.detail).toContain(
        'partner_id=?',
      )
    },
  )

  test('the mutant without the condition on live lines is stopped by the index', async () => {
    app = await startApp(engine)
    await people(1)
    await app.post('/v1/payouts', {})
    const { store } = app.composed.services
    const [line] = await store.db.selectFrom('payout_line').selectAll().execute()
    if (!line) throw new Error('nothing was paid')
    await expect(
      store.write((trx) =>
        trx
          .insertInto('payout_line')
          .values({ ...line, payout_id: 'another' })
          .execute(),
      ),
    ).rejects.toThrow(/unique/i)
  })
})
