/** A program with a managed and a resale plan beside the usual ones. */
import type { ProgramDefinition } from '../../server/core/types.ts'
import { definition } from './app.ts'

export const priceProgram: ProgramDefinition = {
  ...definition,
  plans: [
    ...definition.plans,
    {
      id: 'msp',
      name: 'Managed',
      kind: 'managed',
      rules: [],
      prices: {
        units: [
          {
            unitId: 'mailbox',
            name: 'mailboxes',
            bands: [
              { from: 1, price: { EUR: 300, USD: 330 } },
              { from: 25, price: { EUR: 250, USD: 275 } },
            ],
          },
          { unitId: 'sensor', name: 'sensors', bands: [{ from: 1, price: { EUR: 999 } }], minimumUnits: 2 },
        ],
        minimumMonthly: { EUR: 10_000 },
      },
    },
    {
      id: 'resell',
      name: 'Resell',
      kind: 'resale',
      rules: [],
      prices: {
        resale: [
          { productId: 'pro', name: 'Pro licence', list: { EUR: 12_345 }, discountBps: 2000 },
          { productId: 'team', name: 'Team licence', list: { EUR: 50_000 }, discountBps: 3000 },
        ],
        leadDiscountBps: 500,
      },
    },
  ],
}
