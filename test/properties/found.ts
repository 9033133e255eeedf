/** Histories that found a defect once: each run begins with them. */
import type { Command } from './commands.ts'

interface History {
  commands: Command[]
  seed: number
  rules: number[]
}

const live = { where: 'live' } as const
const sale = { tax: 0, shipping: 0, currency: 'EUR', back: 0 }

export const found: History[] = [
  {
    // A sale before the override was taken back is told after a sign-up that came later: its terms have one.
    commands: [
      { ...live, do: 'link', partner: 0 },
      {
        ...live,
        ...sale,
        do: 'sale',
        sale: 0,
        customer: 2,
        amount: 0,
        items: [],
        touches: [{ by: 'click', link: 4, ago: 3_600_000, from: 'here' }],
      },
      { ...live, ...sale, do: 'sale', sale: 1, customer: 2, amount: 15_000, items: [0], touches: [] },
      {
        ...live,
        do: 'edit',
        edit: { plan: 0, rules: 0, holdDays: 0, windowDays: 7, model: 'last_click', override: 2 },
      },
      {
        ...live,
        do: 'sign up',
        customer: 2,
        email: { kind: 'none' },
        touches: [{ by: 'click', link: 1, ago: 1, from: 'here' }],
        back: 0,
      },
    ],
    seed: 207_528_631,
    rules: [0, 0, 10],
  },
]
