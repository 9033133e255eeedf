/**
 * What can happen to a program, as random data: small numbers that pick among
 * what exists when the command runs, crowded around the ends of windows,
 * halves of a cent and equal times.
 */
import fc from 'fast-check'
import type { OverrideTerms, Plan, ProgramDefinition } from '../../server/core/types.ts'

const DAY = 86_400_000

export type Where = 'live' | 'test'

export type TouchPick =
  | { by: 'click'; link: number; ago: number; from: 'here' | 'other program' | 'forged' }
  | { by: 'code'; link: number; known: boolean }
  | { by: 'coupon'; coupon: number; known: boolean }

/** Who the customer's address is: a stranger, its partner, or a colleague of the partner. */
export type EmailPick = { kind: 'none' | 'stranger' } | { kind: 'own' | 'colleague'; partner: number }

export type Fact =
  | { do: 'sign up'; customer: number; email: EmailPick; touches: TouchPick[]; back: number }
  | {
      do: 'sale'
      sale: number
      customer: number | null
      amount: number
      tax: number
      shipping: number
      /** Of each product, in the order of `products`; empty when the sender says nothing. */
      items: number[]
      currency: string
      touches: TouchPick[]
      back: number
    }
  | { do: 'refund'; sale: number; amount: number }
  | { do: 'dispute'; dispute: number; sale: number; amount: number; status: 'opened' | 'won' | 'lost' }
  | { do: 'decide'; customer: number; partner: number | null }

export type Change =
  | { do: 'enrol'; plan: number; by: number | null }
  | { do: 'link'; partner: number }
  | { do: 'coupon'; partner: number }
  | { do: 'edit'; edit: Edit }
  | { do: 'switch plan'; partner: number; plan: number }
  | { do: 'pause'; partner: number }
  | { do: 'certify'; partner: number; days: number | null }
  | { do: 'revoke'; partner: number }
  | { do: 'adjust'; partner: number; amount: number }
  | { do: 'apply'; plan: number; as: number | null }
  | { do: 'confirm'; application: number }

export interface Edit {
  plan: number
  rules: number
  holdDays: number
  windowDays: number
  model: 'last_click' | 'first_click'
  override: number
}

export type Command =
  | ({ where: Where } & (Fact | Change))
  | { where: Where; do: 'again'; earlier: number }
  | { where: Where; do: 'conflict'; sale: number }
  | { where: Where; do: 'forward' | 'backward'; ms: number }
  /** The process dies after so many partners, or never. */
  | { where: Where; do: 'pay'; currency: string; cut: number | null }
  | { where: Where; do: 'mark'; payout: number; status: 'paid' | 'failed' }
  /** The process ends without a word, and another one opens what it left. */
  | { where: Where; do: 'restart' }
  /** All of it is written, and then it dies before its commit: alone, or with the process. */
  | { where: Where; do: 'lost'; of: Fact | Change; with: 'nothing else' | 'the process' }

/** Rules that plans are edited to. */
export const ruleSets: Plan['rules'][] = [
  [{ rateBps: 2000, payments: 1 }],
  [
    { rateBps: 1000, months: 12 },
    { rateBps: 300, certification: 'soc' },
  ],
  [{ rateBps: 1250 }],
  [{ rateBps: 333, payments: 3 }],
  [
    { flat: { EUR: 5000, USD: 333 }, payments: 2 },
    { rateBps: 1, months: 1 },
  ],
  [{ flat: { USD: 1 } }],
  [{ rateBpsByYear: [2000, 700], cap: { sale: { EUR: 1_999, USD: 500 } } }],
  [
    { rateBps: 3000, products: ['pro'] },
    { rateBps: 500, exceptProducts: ['pro', 'setup'] },
  ],
  [{ rateBps: 1500, cap: { customer: { EUR: 2_500, JPY: 2_000 } } }],
  [
    { rateBps: 1000, cap: { period: { EUR: 1_500 }, per: 'month' } },
    {
      rateBps: 250,
      certification: 'soc',
      cap: { customer: { EUR: 400 }, period: { EUR: 600 }, per: 'quarter' },
    },
  ],
  [
    {
      bands: {
        per: 'quarter',
        mode: 'marginal',
        steps: [
          { from: { EUR: 0, USD: 0 }, rateBps: 300 },
          { from: { EUR: 20_000, USD: 15_000 }, rateBps: 555 },
          { from: { EUR: 40_000, USD: 99_999 }, rateBps: 700 },
        ],
      },
    },
  ],
  [
    {
      bands: {
        per: 'quarter',
        mode: 'marginal',
        steps: [
          { from: { EUR: 0, JPY: 0 }, rateBps: 450 },
          { from: { EUR: 10_000, JPY: 100 }, rateBps: 900 },
        ],
      },
    },
  ],
  [
    { rateBps: 100, payments: 2 },
    {
      bands: {
        per: 'year',
        mode: 'whole',
        steps: [
          { from: { EUR: 0, JPY: 0 }, rateBps: 100 },
          { from: { EUR: 30_000, JPY: 9_000 }, rateBps: 333 },
        ],
      },
      exceptProducts: ['setup'],
      certification: 'soc',
    },
  ],
]

export const products = ['pro', 'setup', 'other']

export const overrides: (OverrideTerms | undefined)[] = [
  { rateBps: 1000, of: 'commission' },
  { rateBps: 333, of: 'sale' },
  undefined,
]

export const planIds = ['refer', 'stay', 'create']

export const firstDefinition: ProgramDefinition = {
  name: 'Acme Partners',
  website: 'https://acme.example/',
  allowedOrigins: ['https://acme.example'],
  currencies: ['EUR', 'USD', 'JPY'],
  attribution: { model: 'last_click', windowDays: 7 },
  holdDays: 30,
  minimumPayout: { USD: 500 },
  payoutDay: 5,
  plans: [
    { id: 'refer', name: 'Refer once', kind: 'one_time', rules: ruleSets[0] ?? [] },
    { id: 'stay', name: 'Stay with us', kind: 'residual', rules: ruleSets[1] ?? [] },
    { id: 'create', name: 'Creator', kind: 'creator', rules: ruleSets[2] ?? [] },
  ],
  override: overrides[0],
  courses: [{ id: 'basics', name: 'Basics', url: 'https://acme.example/basics' }],
  certifications: [{ id: 'soc', name: 'Security operations', courses: ['basics'] }],
}

/** Often one of the last, which are about periods: those need several things to happen before they differ. */
const whichRules = fc.oneof(
  fc.nat({ max: ruleSets.length - 1 }),
  fc.integer({ min: ruleSets.length - 3, max: ruleSets.length - 1 }),
)

/** Half of the time the plan that most partners start on. */
const pick = fc.nat({ max: 11 })
const days = (...counts: number[]): number[] =>
  counts.flatMap((count) => [-1, 0, 1].map((ms) => count * DAY + ms))

const touch: fc.Arbitrary<TouchPick> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      by: fc.constant('click' as const),
      link: pick,
      ago: fc.constantFrom(-1, 0, 1, 3_600_000, 3_600_000, DAY, ...days(7, 30)),
      from: fc.constantFrom('here', 'here', 'here', 'here', 'here', 'other program', 'forged'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('code' as const),
      link: pick,
      known: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('coupon' as const),
      coupon: pick,
      known: fc.constantFrom(true, true, false),
    }),
  },
)

const touches = fc.array(touch, { maxLength: 3 })

/** How long before now it happened: usually now, sometimes reported late, months late now and then. */
const back = fc.constantFrom(0, 0, 0, 0, 0, 1, 60_000, DAY, 7 * DAY, 31 * DAY, 366 * DAY)

const customer = fc.nat({ max: 2 })
const sale = fc.nat({ max: 7 })
const amount = fc.oneof(
  fc.constantFrom(15_000, 15_000, 10_000, 105, 25, 1, 0, 1_000_000_000_000),
  fc.nat({ max: 50_000 }),
)

const email: fc.Arbitrary<EmailPick> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('none' as const, 'stranger' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('own' as const, 'colleague' as const), partner: pick }),
  },
)

const is = <T extends string>(name: T) => fc.constant(name)

const fact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: is('sign up'), customer, email, touches, back }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: is('sale'),
      sale,
      customer: fc.oneof(
        { weight: 5, arbitrary: customer },
        { weight: 1, arbitrary: fc.constant<number | null>(null) },
      ),
      amount,
      tax: fc.constantFrom(0, 0, 19, 2395),
      shipping: fc.constantFrom(0, 0, 0, 499),
      items: fc.oneof(
        { weight: 1, arbitrary: fc.constant<number[]>([]) },
        {
          weight: 2,
          arbitrary: fc.array(fc.constantFrom(0, 1, 333, 5_000), { minLength: 1, maxLength: 3 }),
        },
      ),
      currency: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY'),
      touches: fc.oneof(fc.constant<TouchPick[]>([]), touches),
      back,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: is('refund'),
      sale,
      amount: fc.oneof(
        fc.constantFrom(5_000, 15_000, 1, 1_000_000_000_000),
        fc.integer({ min: 1, max: 20_000 }),
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: is('dispute'),
      dispute: fc.nat({ max: 2 }),
      sale,
      amount: fc.constantFrom(15_000, 5_000, 77),
      status: fc.constantFrom('opened', 'opened', 'won', 'lost'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: is('decide'), customer, partner: fc.option(pick, { freq: 4 }) }),
  },
)

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: is('enrol'), plan: pick, by: fc.option(pick, { freq: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: is('link'), partner: pick }) },
  { weight: 1, arbitrary: fc.record({ do: is('coupon'), partner: pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: is('edit'),
      edit: fc.record({
        plan: pick,
        rules: whichRules,
        holdDays: fc.constantFrom(0, 14, 30, 60),
        windowDays: fc.constantFrom(7, 7, 30),
        model: fc.constantFrom('last_click', 'last_click', 'first_click'),
        override: fc.nat({ max: overrides.length - 1 }),
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: is('switch plan'), partner: pick, plan: pick }) },
  { weight: 1, arbitrary: fc.record({ do: is('pause'), partner: pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: is('certify'),
      partner: pick,
      days: fc.constantFrom(null, 1, 31, 200),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: is('revoke'), partner: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: is('adjust'), partner: pick, amount: fc.constantFrom(1, -1, 500, -777) }),
  },
  { weight: 2, arbitrary: fc.record({ do: is('apply'), plan: pick, as: fc.option(pick, { freq: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: is('confirm'), application: pick }) },
)

const where = fc.constantFrom<Where>('live', 'live', 'live', 'test')

const command: fc.Arbitrary<Command> = fc
  .tuple(
    where,
    fc.oneof(
      { weight: 20, arbitrary: fact },
      { weight: 7, arbitrary: change },
      { weight: 4, arbitrary: fc.record({ do: is('again'), earlier: fc.nat({ max: 60 }) }) },
      { weight: 1, arbitrary: fc.record({ do: is('conflict'), sale }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: is('forward'),
          ms: fc.constantFrom(1, 3_600_000, DAY, 7 * DAY - 1, 7 * DAY, 31 * DAY, 200 * DAY),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: is('backward'), ms: fc.constantFrom(1, 1_000, 60_000) }),
      },
      { weight: 1, arbitrary: fc.record({ do: is('restart') }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: is('pay'),
          currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD', 'JPY'),
          cut: fc.option(fc.nat({ max: 3 }), { freq: 4 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: is('mark'), payout: pick, status: fc.constantFrom('paid', 'failed') }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: is('lost'),
          of: fc.oneof({ weight: 3, arbitrary: fact }, { weight: 1, arbitrary: change }),
          with: fc.constantFrom('nothing else' as const, 'the process' as const),
        }),
      },
    ),
  )
  .map(([program, rest]) => ({ where: program, ...rest }) as Command)

/** Sales that are paid out, and then taken back, kept back or sold again: what payouts are about comes up in each history. */
const paying: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      where: is('live'),
      do: is('sale'),
      sale,
      customer,
      amount: fc.constantFrom(15_000, 10_000, 40_000),
      tax: fc.constant(0),
      shipping: fc.constant(0),
      items: fc.constant<number[]>([]),
      currency: is('EUR'),
      touches: fc.constant<TouchPick[]>([{ by: 'click', link: 0, ago: 1, from: 'here' }]),
      back: fc.constant(0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      where: is('live'),
      do: is('pay'),
      currency: is('EUR'),
      cut: fc.option(fc.nat({ max: 1 }), { freq: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ where: is('live'), do: is('forward'), ms: fc.constant(62 * DAY) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      where: is('live'),
      do: is('refund'),
      sale,
      amount: fc.constantFrom(5_000, 1_000, 40_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      where: is('live'),
      do: is('dispute'),
      dispute: fc.nat({ max: 2 }),
      sale,
      amount: fc.constant(5_000),
      status: fc.constantFrom('opened', 'opened', 'won', 'lost'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      where: is('live'),
      do: is('mark'),
      payout: pick,
      status: fc.constantFrom('paid', 'failed'),
    }),
  },
  { weight: 2, arbitrary: command },
)

const flavours = { any: command, paying }

/** What the three plans say at the start; the first histories that shrink to nothing have the plainest ones. */
const startRules = fc.tuple(...planIds.map(() => whichRules))

export const definitionWith = (rules: number[]): ProgramDefinition => ({
  ...firstDefinition,
  plans: firstDefinition.plans.map((plan, index) => ({
    ...plan,
    rules: ruleSets[rules[index] ?? 0] ?? plan.rules,
  })),
})

/** A history and the order in which its facts are told again. */
export const history = (length: number, flavour: keyof typeof flavours = 'any') =>
  fc.record({
    commands: fc.array(flavours[flavour], { maxLength: length * 2, minLength: 1, size: 'max' }),
    seed: fc.nat(),
    rules: startRules,
  })
