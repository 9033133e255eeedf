/** Each thing that could be wrong with payouts is found, and named. */
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { payoutFindings } from '../../server/services/verify-payouts.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { earnt, papers } from '../support/payouts.ts'

describe.each(engines)('what verify says of payouts on %s', (engine) => {
  let app: TestApp
  let programId: string
  let lineId: string
  beforeEach(async () => {
    app = await startApp(engine)
    for (const name of ['Rita', 'Mara']) await papers(app, await earnt(app, name, 3_000))
    const run = (await app.post('/v1/payouts', {})).body
    lineId = (await app.get(`/v1/payouts/${run.id}`)).body.lines[0].id
    programId = (await app.get('/v1/program')).body.id
  })
  afterEach(() => app.close())

  const findings = () => payoutFindings(app.composed.services.store.db, programId)
  const change = (statement: string) =>
    app.composed.services.store.write((trx) => sql.raw(statement).execute(trx))

  test('nothing, when all is well', async () => {
    expect(await findings()).toEqual([])
  })

  test.each([
    ["update payout set amount_minor = 2999 where id = '$'", /is 2999 but its lines are 3000/],
    ["update payout set status = 'failed' where id = '$'", /kept by \$, which pays nothing/],
    ["update payout_line set live = 0 where payout_id = '$'", /is free although \$ pays it/],
    ["update payout set run_id = 'run_x' where id = '$'", /The payout \$ belongs to no run/],
    ['update payout_run set payouts = 3', /says 3 payouts of 6000; there are 2/],
    ["delete from payout_line where payout_id = '$'", /is 3000 but its lines are 0/],
    ["delete from payout where id = '$'", /differs from the live payouts by -3000 EUR/],
    ['update partner_balance set amount_minor = 2000', /differs from its ledger account by -1000/],
    [
      `insert into payout_line select program_id, (select max(id) from payout), commission_id, 0 from payout_line
       where payout_id = (select min(id) from payout)`,
      /is in more than one live payout/,
    ],
  ])('%s', async (statement, found) => {
    await change(statement.replaceAll('$', lineId))
    const expected = new RegExp(found.source.replaceAll('\\$', lineId))
    expect((await findings()).filter((line) => expected.test(line))).not.toEqual([])
  })
})
