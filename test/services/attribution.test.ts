/** Who is credited: the rules of attribution, one sentence each. */
import { expect } from 'vitest'
import { scenarios } from './scenarios.ts'

const WINDOW = 60

scenarios('the window', {
  'a click one millisecond inside the window counts': async (story) => {
    const mara = await story.partner('Mara')
    story.on(WINDOW)
    const { attribution } = await story.signUp('kim', { clickId: story.click(mara, { day: 0, ms: 1 }) })
    expect(attribution?.partner_id).toBe(mara.id)
  },
  'a click exactly at the end of the window does not': async (story) => {
    const mara = await story.partner('Mara')
    story.on(WINDOW)
    const { attribution } = await story.signUp('kim', { clickId: story.click(mara, { day: 0 }) })
    expect(attribution).toMatchObject({ partner_id: null })
    expect(attribution?.explanation).toMatch(/window/)
  },
  'nor one a millisecond earlier still': async (story) => {
    const mara = await story.partner('Mara')
    story.on(WINDOW)
    const { attribution } = await story.signUp('kim', { clickId: story.click(mara, { day: 0, ms: -1 }) })
    expect(attribution).toMatchObject({ partner_id: null })
  },
  'a click in the same millisecond counts, one after the conversion never does': async (story) => {
    const mara = await story.partner('Mara')
    story.on(1)
    const same = await story.signUp('kim', { clickId: story.click(mara, { day: 1 }) })
    const after = await story.signUp('lou', { clickId: story.click(mara, { day: 1, ms: 1 }) })
    expect(same.attribution?.partner_id).toBe(mara.id)
    expect(after.attribution?.partner_id).toBe(null)
  },
  'the window is the one in force when the conversion occurred': async (story) => {
    const mara = await story.partner('Mara')
    const clickId = story.click(mara, { day: 0 })
    story.on(20)
    await story.publish({ attribution: { model: 'last_click', windowDays: 5 } })
    story.on(21)
    const before = await story.signUp('kim', { clickId, day: 19 })
    const after = await story.signUp('lou', { clickId })
    expect(before.attribution?.partner_id).toBe(mara.id)
    expect(after.attribution?.partner_id).toBe(null)
  },
})

scenarios('which touch wins', {
  'the last click wins': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    story.on(3)
    const clickIds = [story.click(finn, { day: 2 }), story.click(mara, { day: 1 })]
    expect((await story.signUp('kim', { clickIds })).attribution?.partner_id).toBe(finn.id)
  },
  'the first click wins in a program of first clicks': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    await story.publish({ attribution: { model: 'first_click', windowDays: 60 } })
    story.on(3)
    const clickIds = [story.click(finn, { day: 2 }), story.click(mara, { day: 1 })]
    expect((await story.signUp('kim', { clickIds })).attribution?.partner_id).toBe(mara.id)
  },
  'a coupon beats a click': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    await story.coupon(finn, 'FINN20')
    const sold = await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara), coupon: ' finn20 ' })
    expect(sold.attribution).toMatchObject({ partner_id: finn.id, by: 'coupon' })
    expect(await story.earned()).toEqual({ 'Finn s1': 2_000 })
  },
  'an accepted lead beats a coupon': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    await story.coupon(finn, 'FINN20')
    const leadId = await story.acceptedLead(mara)
    story.on(89)
    const bound = await story.signUp('kim', { leadId, coupon: 'FINN20' })
    expect(bound.attribution).toMatchObject({ partner_id: mara.id, by: 'lead' })
  },
  'a lead counts until its protection of 90 days ends': async (story) => {
    const mara = await story.partner('Mara')
    const leadId = await story.acceptedLead(mara)
    story.on(90)
    expect((await story.signUp('kim', { leadId, day: 90, ms: -1 })).attribution?.by).toBe('lead')
    expect((await story.signUp('lou', { leadId })).attribution?.partner_id).toBe(null)
  },
  'an unknown coupon, a forged click and nobody’s code credit nobody, and say why': async (story) => {
    const mara = await story.partner('Mara')
    const forged = story.click(mara).replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
    const { attribution } = await story.signUp('kim', { clickId: forged, coupon: 'NOBODY', code: 'nobody' })
    expect(attribution?.partner_id).toBe(null)
    const candidates = JSON.parse(attribution?.candidates ?? '[]') as { won: boolean; reason: string }[]
    expect(candidates.map(({ won }) => won)).toEqual([false, false, false])
    expect(candidates.every(({ reason }) => reason.length > 10)).toBe(true)
  },
  'a paused partner keeps what was touched before, and gets nothing after': async (story) => {
    const mara = await story.partner('Mara')
    const [before, after] = [story.click(mara, { day: 1 }), story.click(mara, { day: 2 })]
    story.on(2)
    await story.pause(mara)
    story.on(3)
    expect((await story.signUp('kim', { clickId: before })).attribution?.partner_id).toBe(mara.id)
    expect((await story.signUp('lou', { clickId: after })).attribution?.partner_id).toBe(null)
  },
})

scenarios('a customer is bound once', {
  'a new click never takes an existing customer': async (story) => {
    const [mara, finn] = [await story.partner('Mara', 'stay'), await story.partner('Finn', 'stay')]
    await story.signUp('kim', { clickId: story.click(mara) })
    story.on(5)
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(finn) })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
  },
  'a sale with a touch binds its customer': async (story) => {
    const mara = await story.partner('Mara', 'stay')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(mara) })
    story.on(5)
    await story.sale('s2', 'kim', 5_000)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara s2': 500 })
  },
  'a sale without a touch waits for its customer': async (story) => {
    const mara = await story.partner('Mara')
    const early = await story.sale('s1', 'kim', 10_000)
    expect(early.attribution).toBe(undefined)
    expect(await story.earned()).toEqual({})
    story.on(1)
    await story.signUp('kim', { clickId: story.click(mara, { day: 0 }), day: 0 })
    expect(await story.earned()).toEqual({ 'Mara s1': 2_000 })
  },
  'an earlier sign-up that is reported late moves the customer by adjusting entries': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    story.on(10)
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(finn) })
    expect(await story.earned()).toEqual({ 'Finn s1': 2_000 })
    story.on(11)
    await story.signUp('kim', { clickId: story.click(mara, { day: 1 }), day: 2 })
    expect(await story.earned()).toEqual({ 'Mara s1': 2_000 })
    expect((await story.posted('s1')).sort()).toEqual(['earned 2000', 'earned 2000', 'reversal -2000'])
  },
  'a later conversion that is reported late moves nothing': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    story.on(10)
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(finn) })
    story.on(20)
    await story.signUp('kim', { clickId: story.click(mara, { day: 1 }), day: 11 })
    expect(await story.earned()).toEqual({ 'Finn s1': 2_000 })
  },
  'the vendor’s decision stands above everything, and its last word counts': async (story) => {
    const [mara, finn] = [await story.partner('Mara'), await story.partner('Finn')]
    await story.signUp('kim', { clickId: story.click(mara) })
    await story.sale('s1', 'kim', 10_000)
    story.on(1)
    await story.decide('kim', finn)
    expect(await story.earned()).toEqual({ 'Finn s1': 2_000 })
    story.on(2)
    await story.sale('s0', 'kim', 5_000, { clickId: story.click(mara, { day: -2 }), day: -1 })
    expect(await story.earned()).toEqual({ 'Finn s0': 1_000 })
    story.on(3)
    await story.decide('kim', null)
    expect(await story.earned()).toEqual({})
  },
  'a sale that names no customer is credited by its own touch': async (story) => {
    const mara = await story.partner('Mara', 'create')
    await story.coupon(mara, 'MARA20')
    await story.sale('s1', null, 10_000, { coupon: 'MARA20' })
    await story.sale('s2', null, 10_000, { coupon: 'MARA20' })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_500, 'Mara s2': 1_500 })
  },
})
