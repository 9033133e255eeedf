/** What the helper writes is what the server reads. */
import { expect, test } from 'vitest'
import { stripeCheckout, stripeLink } from '../../sdk/stripe.ts'
import { booksOf } from '../../server/core/stripe/books.ts'
import { session, T } from '../services/stripe/objects.ts'
import { learn } from '../services/stripe/orders.ts'
import { eventOf } from '../support/stripe.ts'

const click = (n: number) => `gwc_${String(n).padStart(58, 'a')}`

test('a session that is made with it names touches, customer and sale', () => {
  const fields = stripeCheckout({
    clickIds: [click(1), click(2)],
    code: 'mara',
    coupon: 'MARA20',
    customerExternalId: 'u_17',
    saleExternalId: 'ord_1',
  })
  expect(fields.client_reference_id).toBe(click(2))
  const event = eventOf('evt_1', 'checkout.session.completed', T + 13, session({ ...fields }))
  const [group] = booksOf(learn([event]).known, (T + 13) * 1000)
  expect(group).toMatchObject({ externalId: 'ord_1', customer: { externalId: 'u_17', vendors: true } })
  expect(group?.sale?.touches).toEqual([
    { by: 'click', value: click(1) },
    { by: 'click', value: click(2) },
    { by: 'code', value: 'mara' },
    { by: 'coupon', value: 'MARA20' },
  ])
})

test('nothing to say is nothing but empty metadata, and many click ids still fit', () => {
  expect(stripeCheckout({})).toEqual({ metadata: {} })
  const many = stripeCheckout({ clickIds: Array.from({ length: 10 }, (_, n) => click(n)) })
  expect(many.metadata.goodword_click_ids?.length).toBeLessThanOrEqual(500)
  expect(many.metadata.goodword_click_ids?.split(',').at(-1)).toBe(click(9))
})

test('a payment link carries the newest click, and what it had', () => {
  const link = 'https://buy.stripe.com/test_1?prefilled_email=ada%40x.example&client_reference_id=old#top'
  expect(stripeLink(link, [click(1), click(2)])).toBe(
    `https://buy.stripe.com/test_1?prefilled_email=ada%40x.example&client_reference_id=${click(2)}#top`,
  )
  expect(stripeLink(link, [])).toBe(link)
  expect(() => stripeLink('/buy', [click(1)])).toThrow(TypeError)
})
