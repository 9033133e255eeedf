/** One customer's conversions and touches around one moment, for tables of cases. */
import { decideAttribution } from '../../server/core/attribution.ts'
import type { RuledConversion } from '../../server/core/attribution-words.ts'
import type { Touch } from '../../server/core/types.ts'

export const HOUR = 3_600_000
export const NOW = Date.parse('2026-11-21T10:04:00Z')

export const click = (ago: number, more: Partial<Touch> = {}): Touch => ({
  by: 'click',
  touchId: `clk_${ago}`,
  partnerId: 'par_mara',
  partnerName: 'Mara Ito',
  at: NOW - ago,
  ...more,
})
export const coupon = (more: Partial<Touch> = {}): Touch =>
  click(0, { by: 'coupon', touchId: 'MARA10', ...more })
export const code = (more: Partial<Touch> = {}): Touch => click(0, { by: 'code', touchId: 'mara', ...more })
export const lead = (ago: number, until: number | undefined, more: Partial<Touch> = {}): Touch =>
  click(ago, { by: 'lead', touchId: `led_${ago}`, until, ...more })
export const other = { partnerId: 'par_finn', partnerName: 'Finn Oak' }

export const conversion = (
  kind: 'customer' | 'sale',
  touches: Touch[],
  more: Partial<RuledConversion> = {},
): RuledConversion => ({
  kind,
  externalId: kind === 'customer' ? 'cus_9' : 'ord_1',
  occurredAt: NOW,
  touches,
  model: 'last_click',
  windowDays: 60,
  ...more,
})
export const signUp = (touches: Touch[], more: Partial<RuledConversion> = {}) =>
  conversion('customer', touches, more)
export const sale = (touches: Touch[], more: Partial<RuledConversion> = {}) =>
  conversion('sale', touches, more)
export const decide = (...conversions: RuledConversion[]) => decideAttribution({ conversions })
