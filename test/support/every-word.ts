/** A program that uses every word of a definition: what checks, terms, diffs and the file are tried on. */
import type { Plan, ProgramDefinition } from '../../server/core/types.ts'
import { definition } from './app.ts'

export const residual: Plan = {
  id: 'residual',
  name: 'Residual',
  kind: 'residual',
  rules: [
    { rateBpsByYear: [2000, 1000, 500], exceptProducts: ['setup'] },
    { rateBps: 500, certification: 'expert', months: 12, cap: { sale: { EUR: 10_000, USD: 12_000 } } },
    { flat: { EUR: 5000, USD: 5500 }, products: ['setup'], payments: 1 },
  ],
}
export const resale: Plan = {
  id: 'resale',
  name: 'Resale',
  kind: 'resale',
  rules: [],
  prices: {
    resale: [
      { productId: 'pro', name: 'Pro', list: { EUR: 10_000, USD: 11_000 }, discountBps: 2500 },
      { productId: 'team', name: 'Team', list: { EUR: 20_000 }, discountBps: 3000 },
    ],
    leadDiscountBps: 500,
  },
}
export const managed: Plan = {
  id: 'managed',
  name: 'Managed',
  kind: 'managed',
  rules: [],
  prices: {
    units: [
      {
        unitId: 'seat',
        name: 'Seat',
        bands: [
          { from: 1, price: { EUR: 300 } },
          { from: 100, price: { EUR: 250 } },
        ],
        minimumUnits: 10,
      },
    ],
    minimumMonthly: { EUR: 20_000 },
  },
}
export const volume: Plan = {
  id: 'volume',
  name: 'Volume',
  kind: 'volume',
  rules: [
    {
      bands: {
        per: 'quarter',
        mode: 'marginal',
        steps: [
          { from: { EUR: 0 }, rateBps: 0 },
          { from: { EUR: 5_000_000 }, rateBps: 500 },
          { from: { EUR: 20_000_000 }, rateBps: 800 },
        ],
      },
    },
  ],
}

export const everyWord: ProgramDefinition = {
  ...definition,
  plans: [...definition.plans, residual, resale, managed, volume],
  noticeDays: 30,
  courses: [
    { id: 'basics', name: 'Basics', url: 'https://learn.acme.example/basics' },
    { id: 'setup', name: 'Setting it up', url: 'https://learn.acme.example/setup' },
  ],
  certifications: [
    {
      id: 'expert',
      name: 'Acme Expert',
      courses: ['basics', 'setup'],
      validMonths: 12,
      leadProtectionDays: 30,
    },
  ],
  override: { rateBps: 1000, of: 'commission' },
  agreement: { version: '2026-11', text: 'Be kind to customers, and tell them that you earn a commission.' },
}
