/** The program of the made-up vendor: three ways to do business with it, in two currencies. */
import type { ProgramDefinition } from 'goodword/server'

export const planOf = { refer: 'refer', stay: 'stay', create: 'create' } as const

/** @param origin where the demo answers; shop and program share it. */
export const demoProgram = (origin: string): ProgramDefinition => ({
  name: 'Tern Partners',
  website: `${origin}/demo/shop`,
  allowedOrigins: [origin],
  currencies: ['EUR', 'USD'],
  attribution: { model: 'last_click', windowDays: 60 },
  holdDays: 30,
  minimumPayout: { EUR: 1000, USD: 1000 },
  payoutDay: 5,
  plans: [
    { id: planOf.refer, name: 'Refer once', kind: 'one_time', rules: [{ rateBps: 2000, payments: 1 }] },
    { id: planOf.stay, name: 'Stay with us', kind: 'residual', rules: [{ rateBps: 1000, months: 12 }] },
    { id: planOf.create, name: 'Creator', kind: 'creator', rules: [{ rateBps: 1500 }] },
  ],
})
