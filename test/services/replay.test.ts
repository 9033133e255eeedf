/** Facts and terms are enough to rebuild every commission; what does not follow from them is shown. */
import { describe, expect, test } from 'vitest'
import { replay, verify } from '../../server/services/verify.ts'
import { historyRows } from '../db/rows.ts'
import { engines } from '../support/engines.ts'
import { tellStory } from '../support/story.ts'

describe.each(engines)('replay on %s', (engine) => {
  test('shows no difference, until something was posted that nobody owes', async () => {
    const bands = {
      per: 'year' as const,
      mode: 'whole' as const,
      steps: [{ from: { EUR: 0 }, rateBps: 300 }],
    }
    const rules = [{ rateBps: 1_000, cap: { period: { EUR: 1_500 } } }, { bands }]
    const story = await tellStory(engine, { plans: [{ id: 'refer', name: 'Both', kind: 'volume', rules }] })
    const { db } = story.world.services.store
    const mara = await story.partner('Mara')
    await story.signUp('kim', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 10_000)
    await story.sale('s2', 'kim', 10_000)
    await story.sale('s3', null, 5_000, { clickId: story.click(mara) })
    await story.refund('s1', 2_500)
    expect(await replay(db)).toEqual({ sales: 3, differences: [] })

    const { id: saleId } = await db
      .selectFrom('sale')
      .where('external_id', '=', 's2')
      .select('id')
      .executeTakeFirstOrThrow()
    const [programId, ofPartner] = [story.world.programIds.live, { partner_id: mara.id, plan_id: 'refer' }]
    const { commission } = historyRows(programId)
    await story.world.services.store.write(async (trx) => {
      const rogue = { ...commission, ...ofPartner, id: 'com_rogue', sale_id: saleId, amount_minor: 7 }
      await trx.insertInto('commission').values(rogue).execute()
      const late = { ...commission, ...ofPartner, id: 'com_late', sale_id: '', period: '2026', rule_index: 1 }
      await trx.insertInto('commission').values(late).execute()
    })
    const { differences } = await replay(db)
    expect(differences).toMatchObject([
      { what: expect.stringContaining(saleId), owedMinor: 1_000, postedMinor: 1_007, currency: 'EUR' },
      { what: expect.stringContaining('period 2026'), owedMinor: 675, postedMinor: 775, currency: 'EUR' },
    ])
    expect(differences[0]?.basis).toContain('10 % of 100.00 EUR')
    expect((await verify(db)).findings.length).toBeGreaterThanOrEqual(2)
    await story.world.close()
  })
})
