/** Random price sheets, crowded around the edges of bands and minimums. */
import fc from 'fast-check'
import type { UnitCount } from '../../server/core/pricing.ts'
import type { PriceSheet, UnitPrice } from '../../server/core/types.ts'

const bands = fc.uniqueArray(fc.integer({ min: 2, max: 60 }), { maxLength: 3 }).chain((from) =>
  fc
    .array(fc.integer({ min: 1, max: 9999 }), { minLength: from.length + 1, maxLength: from.length + 1 })
    .map((prices) =>
      [1, ...from.sort((a, b) => a - b)].map((start, n) => ({
        from: start,
        price: { EUR: prices[n] ?? 1 },
      })),
    ),
)

const unit = (unitId: string): fc.Arbitrary<UnitPrice> =>
  fc.record({
    unitId: fc.constant(unitId),
    name: fc.constant(`${unitId}es`),
    bands,
    minimumUnits: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  })

/** One to three products and units, in EUR. */
export const anySheet: fc.Arbitrary<PriceSheet> = fc.record({
  resale: fc
    .array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 7000 })), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) =>
      all.map(([list, discountBps], n) => ({
        productId: `product-${n}`,
        name: `Product ${n}`,
        list: { EUR: list },
        discountBps,
      })),
    ),
  leadDiscountBps: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
  units: fc.tuple(unit('box'), unit('bus')).map((all) => [...all]),
  minimumMonthly: fc.option(
    fc.integer({ min: 1, max: 200_000 }).map((EUR) => ({ EUR })),
    { nil: undefined },
  ),
})

/** How many of each unit are in use; some of them not at all. */
export const anyUnits = (sheet: PriceSheet): fc.Arbitrary<UnitCount[]> =>
  fc
    .tuple(
      ...(sheet.units ?? []).map(({ unitId, bands: all, minimumUnits }) => {
        const edges = [...all.map((band) => band.from), minimumUnits ?? 1]
        const quantity = fc
          .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, 0, 1))
          .map(([edge, step]) => Math.max(0, edge + step))
        return fc.option(
          fc.oneof(quantity, fc.nat({ max: 100 })).map((one): UnitCount => ({ unitId, quantity: one })),
          { nil: undefined },
        )
      }),
    )
    .map((all) => all.filter((one) => one !== undefined))
