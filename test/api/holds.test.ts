/** What flags keep back, what the vendor decides about it, and what both sides read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '../../server/services/verify.ts'
import { DAY_MS, definition, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const HOUR_MS = 3_600_000
const velocity = { signUpsPerHour: 3, signUpsPerDay: 5, salesPerDay: 4 }

describe.each(engines)('holds on %s', (engine) => {
  let app: TestApp
  let number = 0
  beforeAll(async () => {
    app = await startApp(engine, { program: { ...definition, velocity } })
  })
  afterAll(async () => {
    expect((await verify(app.composed.services.store.db)).findings).toEqual([])
    await app.close()
  })

  async function partner(name: string) {
    const { id } = (await app.post('/v1/partners', { email: `${name}@${name}.example` })).body
    const coupon = `${name}-off`.toUpperCase()
    await app.post('/v1/coupons', { partnerId: id, code: coupon })
    return { id, coupon }
  }
  const signUp = async (coupon: string, email = 'kim@client.example', more: object = {}) => {
    const externalId = `c${++number}`
    const { body } = await app.post('/v1/customers', { externalId, email, coupon, ...more })
    return { externalId, codes: body.attribution.flags.map((flag: { code: string }) => flag.code) }
  }
  const sell = async (customerExternalId: string | undefined, more: object = {}) =>
    (
      await app.post('/v1/sales', {
        externalId: `s${++number}`,
        customerExternalId,
        amount: 10_000,
        currency: 'EUR',
        ...more,
      })
    ).body
  const holdsOf = async (id: string) => (await app.get(`/v1/holds?partnerId=${id}`)).body.data
  const summaryOf = async (partnerId: string) => {
    const { token } = (await app.post('/v1/tokens', { partnerId })).body
    return (await app.get('/v1/me/summary', { as: token })).body
  }
  const decide = (attributionId: string, decision: string, reason = 'We called them.') =>
    app.post(`/v1/holds/${attributionId}/${decision}`, { reason })

  test('a throw-away address is flagged, with a word for each side', async () => {
    const mara = await partner('mara')
    const { externalId, codes } = await signUp(mara.coupon, 'x@mail.Mailinator.com')
    expect(codes).toEqual(['disposable_mail'])
    const { commissions } = await sell(externalId)
    expect(commissions[0]).toMatchObject({
      status: 'held',
      heldBecause:
        "The customer's address is one that is thrown away. Commissions wait until the vendor has looked.",
    })
    const { token } = (await app.post('/v1/tokens', { partnerId: mara.id })).body
    const [mine] = (await app.get('/v1/me/commissions', { as: token })).body.data
    expect(mine.heldBecause).toBe(
      'This customer signed up with an address that expires soon. The vendor takes a look before it is paid, and tells you if anything is missing. Nothing is lost.',
    )
    expect(await holdsOf(mara.id)).toMatchObject([
      { subject: 'customer', externalId, amounts: [{ currency: 'EUR', amount: 2000 }] },
    ])
  })

  test('released: paid on its own day, credited as before, and not flagged again', async () => {
    const ben = await partner('ben')
    const { externalId } = await signUp(ben.coupon, 'me@ben.example')
    await sell(externalId)
    const [hold] = await holdsOf(ben.id)
    const before = (await app.get(`/v1/customers/${externalId}`)).body.attribution
    const released = await decide(hold.attributionId, 'release')
    expect(released.body).toMatchObject({ decision: 'release', reason: 'We called them.', partnerId: ben.id })
    expect((await decide(hold.attributionId, 'release', 'Again.')).body).toEqual(released.body)
    expect((await decide(hold.attributionId, 'reject')).body.code).toBe('hold_decided')
    expect(await holdsOf(ben.id)).toEqual([])
    const after = (await app.get(`/v1/customers/${externalId}`)).body.attribution
    expect(after).toEqual({ ...before, flags: [], decidedAt: after.decidedAt })
    expect(await summaryOf(ben.id)).toMatchObject({ earned: 2000, held: 2000 })
    // A sale with a touch decides again, and the word still counts.
    const { attribution } = await sell(externalId, { coupon: ben.coupon })
    expect(attribution.flags).toEqual([])
    app.clock.advance(31 * DAY_MS)
    expect(await summaryOf(ben.id)).toMatchObject({ earned: 2000, payable: 2000 })
  })

  test('rejected: what was posted is taken back, with the reason', async () => {
    const eva = await partner('eva')
    const { externalId } = await signUp(eva.coupon, 'me@eva.example')
    const sold = await sell(externalId)
    const [hold] = await holdsOf(eva.id)
    app.clock.advance(1)
    await decide(hold.attributionId, 'reject', 'They bought for themselves.')
    const { body } = await app.get(`/v1/sales/${sold.sale.externalId}`)
    expect(body.attribution).toBeNull()
    expect(body.attributionReason).toContain('They bought for themselves.')
    expect(body.commissions.map((one: { amount: number }) => one.amount)).toEqual([2000, -2000])
    expect(body.commissions[1].explanation).toBe(
      'Taken back: the vendor has looked at this and decided not to pay it. Ask them if something is missing.',
    )
    expect(await summaryOf(eva.id)).toMatchObject({ earned: 0, held: 0, payable: 0 })
    expect(await holdsOf(eva.id)).toEqual([])
    // A later touch does not bring it back; the vendor can.
    expect((await sell(externalId, { coupon: eva.coupon })).attribution).toBeNull()
    app.clock.advance(1)
    const again = await app.post(`/v1/customers/${externalId}/attribution`, {
      partnerId: eva.id,
      reason: 'Sorry.',
    })
    expect(again.body.attribution).toMatchObject({ partnerId: eva.id, flags: [] })
    expect((await decide(hold.attributionId, 'release')).body.code).toBe('hold_decided')
  })

  test('many sign-ups within an hour or a day wait, and what was there before does not', async () => {
    const finn = await partner('finn')
    const flagged: string[] = []
    for (let n = 0; n < 4; n++) flagged.push((await signUp(finn.coupon)).codes.join())
    expect(flagged).toEqual(['', '', '', 'velocity'])
    expect((await holdsOf(finn.id))[0].flags[0].reason).toContain(
      'More than 3 sign-ups of this partner within one hour.',
    )
    app.clock.advance(HOUR_MS)
    expect((await signUp(finn.coupon)).codes).toEqual([])
    const sixth = await signUp(finn.coupon)
    expect(sixth.codes).toEqual(['velocity'])
    app.clock.advance(DAY_MS)
    expect((await signUp(finn.coupon)).codes).toEqual([])
    // Deciding again keeps the answer, whatever has been recorded since.
    const { attribution } = await sell(sixth.externalId, { coupon: finn.coupon })
    expect(attribution.flags).toMatchObject([{ code: 'velocity' }])
  })

  test('sales that name no customer wait one by one, and are released or rejected one by one', async () => {
    const gil = await partner('gil')
    const sales = []
    for (let n = 0; n < 6; n++) sales.push(await sell(undefined, { coupon: gil.coupon }))
    expect(sales.map((one) => one.attribution.flags.length)).toEqual([0, 0, 0, 0, 1, 1])
    const holds = await holdsOf(gil.id)
    expect(holds.map((hold: { subject: string }) => hold.subject)).toEqual(['sale', 'sale'])
    await decide(holds[0].attributionId, 'release')
    await decide(holds[1].attributionId, 'reject')
    expect(await holdsOf(gil.id)).toEqual([])
    app.clock.advance(31 * DAY_MS)
    expect(await summaryOf(gil.id)).toMatchObject({ earned: 10_000, held: 0, payable: 10_000 })
  })

  test('what is not held cannot be decided', async () => {
    const ida = await partner('ida')
    const { externalId } = await signUp(ida.coupon)
    expect(await holdsOf(ida.id)).toEqual([])
    const { attribution } = (await app.get(`/v1/customers/${externalId}`)).body
    expect(attribution.flags).toEqual([])
    expect((await decide('att_none', 'release')).status).toBe(404)
  })
})
