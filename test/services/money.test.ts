/** What is owed, and from when: the rules of money, one sentence each. */
import { expect } from 'vitest'
import { scenarios } from './scenarios.ts'

scenarios('the order of events', {
  'a sale before its sign-up, and a refund before its sale': async (story) => {
    const mara = await story.partner('Mara')
    const refund = await story.refund('s1', 2_500)
    expect(refund.sale).toBe(undefined)
    await story.sale('s1', 'kim', 10_000)
    await story.signUp('kim', { clickId: story.click(mara) })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_500 })
    expect(await story.posted('s1')).toEqual(['earned 1500'])
  },
  'the same events again change nothing': async (story) => {
    const mara = await story.partner('Mara')
    const clickId = story.click(mara)
    const created: boolean[] = []
    for (const _time of [1, 2]) {
      created.push((await story.signUp('kim', { clickId })).created)
      created.push((await story.sale('s1', 'kim', 10_000)).created)
      created.push((await story.refund('s1', 2_500, 're_1')).created)
    }
    expect(created).toEqual([true, true, true, false, false, false])
    expect(await story.posted('s1')).toEqual(['earned 2000', 'reversal -500'])
  },
  'an earlier payment that arrives late is the first one': async (story) => {
    const mara = await story.partner('Mara')
    await story.signUp('kim', { clickId: story.click(mara) })
    story.on(10)
    await story.sale('s2', 'kim', 10_000)
    await story.sale('s1', 'kim', 30_000, { day: 9 })
    expect(await story.earned()).toEqual({ 'Mara s1': 6_000 })
  },
})

scenarios('plans', {
  'a refunded first payment stays the first': async (story) => {
    const mara = await story.partner('Mara')
    await story.signUp('kim', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 10_000)
    await story.refund('s1', 10_000)
    story.on(1)
    await story.sale('s2', 'kim', 10_000)
    expect(await story.earned()).toEqual({})
  },
  'commission counts on cash without tax and shipping': async (story) => {
    const mara = await story.partner('Mara')
    await story.sale('s1', 'kim', 12_400, { clickId: story.click(mara), tax: 1_900, shipping: 500 })
    expect(await story.earned()).toEqual({ 'Mara s1': 2_000 })
    await story.refund('s1', 6_200)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
  },
  'refunds in any parts leave exactly zero, and more than everything no less': async (story) => {
    const mara = await story.partner('Mara')
    await story.sale('s1', 'kim', 1_001, { clickId: story.click(mara) })
    for (const part of [333, 333, 335, 500]) await story.refund('s1', part)
    expect(await story.earned()).toEqual({})
    expect(await story.payable()).toEqual({})
  },
  'a residual plan pays for twelve months from the first payment': async (story) => {
    const mara = await story.partner('Mara', 'stay')
    await story.signUp('kim', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 10_000)
    story.on(400)
    await story.sale('s2', 'kim', 10_000, { day: 365, ms: -1 })
    await story.sale('s3', 'kim', 10_000, { day: 365 })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara s2': 1_000 })
  },
  'a plan of n payments pays the first n': async (story) => {
    await story.publish({
      plans: [{ id: 'refer', name: 'Three', kind: 'one_time', rules: [{ rateBps: 1_000, payments: 3 }] }],
    })
    const mara = await story.partner('Mara')
    await story.signUp('kim', { clickId: story.click(mara) })
    for (const n of [1, 2, 3, 4]) {
      story.on(n)
      await story.sale(`s${n}`, 'kim', 10_000)
    }
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara s2': 1_000, 'Mara s3': 1_000 })
  },
  'a flat amount shrinks with what is refunded, and pays only in its currencies': async (story) => {
    await story.publish({
      plans: [{ id: 'refer', name: 'Flat', kind: 'one_time', rules: [{ flat: { EUR: 5_000 } }] }],
    })
    const mara = await story.partner('Mara')
    await story.signUp('kim', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 9_000)
    await story.sale('s2', 'kim', 9_000, { currency: 'USD' })
    expect(await story.earned()).toEqual({ 'Mara s1': 5_000 })
    await story.refund('s1', 3_000)
    expect(await story.earned()).toEqual({ 'Mara s1': 3_333 })
  },
  'a customer keeps its terms when the plan is edited, new customers get the new ones': async (story) => {
    const mara = await story.partner('Mara', 'stay')
    await story.signUp('kim', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 10_000)
    story.on(1)
    const rules = [{ rateBps: 3_000 }]
    const { definition } = await story.world.program()
    await story.publish({ plans: definition.plans.map((plan) => ({ ...plan, rules })) })
    story.on(2)
    await story.sale('s2', 'kim', 10_000)
    await story.signUp('lou', { clickId: story.click(mara) })
    await story.sale('t1', 'lou', 10_000)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara s2': 1_000, 'Mara t1': 3_000 })
  },
  'a partner who switches plans keeps the old one for the customers it has': async (story) => {
    const mara = await story.partner('Mara', 'stay')
    await story.signUp('kim', { clickId: story.click(mara) })
    story.on(1)
    await story.switchPlan(mara, 'refer')
    story.on(2)
    await story.signUp('lou', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 10_000)
    await story.sale('t1', 'lou', 10_000)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara t1': 2_000 })
  },
  'a creator is paid for every sale of a customer who used the coupon': async (story) => {
    const mara = await story.partner('Mara', 'create')
    await story.coupon(mara, 'MARA20')
    await story.sale('s1', 'kim', 10_000, { coupon: 'mara20' })
    story.on(1)
    await story.sale('s2', 'kim', 10_000)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_500, 'Mara s2': 1_500 })
  },
})

scenarios('what is kept back', {
  'a self-referral waits, and the vendor’s word lets it go': async (story) => {
    const mara = await story.partner('Mara', 'refer', 'mara@agency.example')
    await story.signUp('kim', { clickId: story.click(mara), email: 'Mara+shop@agency.example' })
    await story.sale('s1', 'kim', 10_000)
    expect(await story.payable()).toEqual({ 'Mara EUR never': 2_000 })
    story.on(1)
    await story.decide('kim', mara)
    expect(await story.payable()).toEqual({ 'Mara EUR +30': 2_000 })
    expect(await story.posted('s1')).toEqual(['earned 2000'])
  },
  'a colleague of the partner waits as well, a stranger does not': async (story) => {
    const mara = await story.partner('Mara', 'refer', 'mara@agency.example')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    expect(await story.payable()).toEqual({ 'Mara EUR +30': 2_000 })
    await story.signUp('kim', { clickId: story.click(mara), email: 'kim@agency.example' })
    await story.signUp('lou', { clickId: story.click(mara), email: 'lou@client.example' })
    await story.sale('t1', 'lou', 5_000)
    expect(await story.payable()).toEqual({ 'Mara EUR never': 2_000, 'Mara EUR +30': 1_000 })
  },
  'an open dispute holds, a won one releases': async (story) => {
    const mara = await story.partner('Mara')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    await story.dispute('s1', 10_000, 'opened')
    expect(await story.payable()).toEqual({ 'Mara EUR never': 2_000 })
    await story.dispute('s1', 10_000, 'won')
    await story.dispute('s1', 10_000, 'opened')
    expect(await story.payable()).toEqual({ 'Mara EUR +30': 2_000 })
  },
  'a lost dispute counts like a refund, also before its sale': async (story) => {
    const mara = await story.partner('Mara')
    await story.dispute('s1', 5_000, 'lost')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
  },
  'a dispute ends differently only by an event that happened later': async (story) => {
    const mara = await story.partner('Mara')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    const { reversal } = await story.dispute('s1', 5_000, 'lost')
    await expect(story.dispute('s1', 5_000, 'won')).rejects.toMatchObject({ code: 'dispute_conflict' })
    await story.dispute('s1', 5_000, 'won', reversal.occurred_at - 1)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
    await story.dispute('s1', 5_000, 'won', reversal.occurred_at + 1)
    // Delivered a second time, the loss changes nothing any more.
    await story.dispute('s1', 5_000, 'lost', reversal.occurred_at)
    expect(await story.earned()).toEqual({ 'Mara s1': 2_000 })
  },
  'a refund leaves on the day for which the commission was promised': async (story) => {
    const mara = await story.partner('Mara')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    story.on(40)
    await story.refund('s1', 10_000)
    expect(await story.payable()).toEqual({})
  },
  'what was promised for two days is taken back from both': async (story) => {
    const mara = await story.partner('Mara', 'create')
    story.on(1)
    const rules = [{ rateBps: 1_000 }]
    const { definition } = await story.world.program()
    await story.publish({ holdDays: 10, plans: definition.plans.map((plan) => ({ ...plan, rules })) })
    story.on(2)
    // Bound on day 2: 10 %, held for 10 days.
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    expect(await story.payable()).toEqual({ 'Mara EUR +12': 1_000 })
    story.on(3)
    // It turns out that the customer was bound on day 0 already: 15 %, held for 30 days.
    await story.signUp('kim', { clickId: story.click(mara, { day: 0 }), day: 0 })
    expect(await story.payable()).toEqual({ 'Mara EUR +12': 1_000, 'Mara EUR +32': 500 })
    await story.refund('s1', 6_000)
    expect(await story.payable()).toEqual({ 'Mara EUR +12': 600 })
    await story.refund('s1', 4_000)
    expect(await story.payable()).toEqual({})
  },
})
