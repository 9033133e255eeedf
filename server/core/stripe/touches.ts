/**
 * How a checkout says whose merit it is: a click id as `client_reference_id`,
 * metadata that our SDKs write, and promotion codes.
 */
import { idAt, listAt, textAt } from '../json.ts'
import type { Telling } from './telling.ts'

const CLICK_ID = /^gwc_[A-Za-z0-9_-]{20,116}$/
const MOST_CLICK_IDS = 10

/** `promotion` is Stripe's id of a code that may be told later. */
export interface StripeTouch {
  by: 'click' | 'code' | 'coupon' | 'promotion'
  value: string
}

/** Told of the object, and returned. */
export function readTouches(telling: Telling, id: string, object: unknown): StripeTouch[] {
  const written = (name: string) => textAt(object, 'metadata', name)?.trim() || undefined
  const clickIds = `${written('goodword_click_ids') ?? ''},${textAt(object, 'client_reference_id') ?? ''}`
    .split(/[,\s]+/)
    .filter((one) => CLICK_ID.test(one))
    .slice(0, MOST_CLICK_IDS)
  const promotions = [
    // Before and after discounts could be stacked.
    idAt(object, 'discount', 'promotion_code'),
    ...listAt(object, 'discounts').map((discount) => idAt(discount, 'promotion_code')),
    ...listAt(object, 'total_details', 'breakdown', 'discounts').map((one) =>
      idAt(one, 'discount', 'promotion_code'),
    ),
  ]
  const touches: StripeTouch[] = []
  const add = (by: StripeTouch['by'], values: (string | undefined)[]): void => {
    for (const value of new Set(values)) if (value !== undefined) touches.push({ by, value })
  }
  add('click', clickIds)
  add('code', [written('goodword_code')])
  add('coupon', [written('goodword_coupon')])
  add('promotion', promotions)
  for (const promotion of promotions) telling.link(id, 'promotion_code', promotion)
  telling.add(
    id,
    'touches',
    touches.map(({ by, value }) => `${by} ${value}`),
  )
  telling.last(id, 'vendorCustomer', written('goodword_customer'))
  telling.last(id, 'vendorSale', written('goodword_sale'))
  return touches
}
