/** Makes a story happen through the real services, and writes down its ledger. */
import { formatMoney } from '../../sdk/rules/money.ts'
import { startOfDay } from '../../server/core/time.ts'
import { recordAdjustment } from '../../server/services/adjustments.ts'
import { recordDispute, recordRefund } from '../../server/services/record-reversal.ts'
import { recordSale } from '../../server/services/record-sale.ts'
import { settleCustomersOf } from '../../server/services/settle.ts'
import type { Engine } from '../support/engines.ts'
import type { Opened } from '../support/reusable.ts'
import { type Person, type Story, tellStory } from '../support/story.ts'
import { ledgerHead, readDay, readMoney, readRules, slug, type Told, writeDay } from './read.ts'

interface Stage {
  story: Story
  people: Map<string, Person>
  now: number
}

type Verb = [pattern: RegExp, make: (stage: Stage, ...words: string[]) => Promise<unknown>]

const person = ({ people }: Stage, name: string): Person => {
  const found = people.get(name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

/** "120.00 EUR, tax 20.00 EUR, for pro 80.00 EUR, for setup 20.00 EUR, on 3 May 2026" */
async function sale({ story, people }: Stage, externalId: string, customer: string, told: string) {
  const [first = '', ...more] = told.split(/, (?=tax|shipping|for|on|brought by)/)
  const { amountMinor, currency } = readMoney(first)
  const named = (name: string): string | undefined =>
    more.find((part) => part.startsWith(`${name} `))?.slice(name.length + 1)
  const money = (name: string): number => readMoney(named(name) ?? `0.00 ${currency}`).amountMinor
  const [day, by] = [named('on'), named('brought by')]
  const occurredAt = day === undefined ? undefined : readDay(day)
  const bringer = by === undefined ? undefined : people.get(by)
  const { services, run } = story.world
  await run((trx, program) =>
    recordSale(services, trx, program, {
      externalId,
      customerExternalId: customer === 'nobody' ? undefined : customer,
      amountMinor,
      currency,
      taxMinor: more.some((part) => part.startsWith('tax')) ? money('tax') : 0,
      shippingMinor: more.some((part) => part.startsWith('shipping')) ? money('shipping') : 0,
      items: more
        .filter((part) => part.startsWith('for '))
        .map((part) => {
          const [, productId = '', amount = ''] = /^for (\S+) (.+)$/.exec(part) ?? []
          return { productId, amount: readMoney(amount).amountMinor }
        }),
      clickId: bringer && story.click(bringer),
      occurredAt,
    }),
  )
}

async function certify(stage: Stage, name: string, certification: string, until: number | null) {
  const { services, run } = stage.story.world
  const { id } = person(stage, name)
  await run(async (trx, program) => {
    await trx
      .insertInto('certification_award')
      .values({
        program_id: program.id,
        id: services.ids.make('awd'),
        partner_id: id,
        certification_id: certification,
        valid_from: program.now,
        valid_until: until,
        revoked_at: null,
        reason: 'All courses completed.',
        revoked_reason: null,
        created_at: program.now,
      })
      .execute()
    await settleCustomersOf(services, trx, program, id, 'standing')
  })
}

/** One payout for each partner that has something payable, as a run makes them. */
async function payOut({ story, now }: Stage) {
  const { services, run } = story.world
  const today = Math.floor(now / 86_400_000)
  await run(async (trx, program) => {
    const due = await trx
      .selectFrom('commission')
      .leftJoin('payout_line', 'payout_line.commission_id', 'commission.id')
      .where('commission.program_id', '=', program.id)
      .where('commission.hold_day', '<=', today)
      .where('payout_line.payout_id', 'is', null)
      .selectAll('commission')
      .execute()
    for (const partner of new Set(due.map((row) => row.partner_id))) {
      const mine = due.filter((row) => row.partner_id === partner)
      const [first] = mine
      const amount = mine.reduce((sum, row) => sum + row.amount_minor, 0)
      if (!first || amount <= 0) continue
      const id = services.ids.make('pay')
      await trx
        .insertInto('payout')
        .values({
          program_id: program.id,
          id,
          partner_id: partner,
          currency: first.currency,
          amount_minor: amount,
          status: 'paid',
          created_at: program.now,
          paid_at: program.now,
        })
        .execute()
      const lines = mine.map((row) => ({
        program_id: program.id,
        payout_id: id,
        commission_id: row.id,
        live: 1,
      }))
      await trx.insertInto('payout_line').values(lines).execute()
    }
  })
}

const verbs: Verb[] = [
  [
    /^(\w+) joins on (.+?)(?:, recruited by (\w+))?$/,
    async (stage, name = '', plan = '', by) => {
      const joined = await stage.story.partner(name, slug(plan))
      stage.people.set(name, joined)
      if (!by) return
      const distributor = person(stage, by).id
      await stage.story.world.run((trx, program) =>
        trx
          .updateTable('partner')
          .set({ distributor_id: distributor, recruited_at: program.now })
          .where('program_id', '=', program.id)
          .where('id', '=', joined.id)
          .execute(),
      )
    },
  ],
  [
    /^(\w+) brings (\w+)$/,
    (stage, name = '', customer = '') =>
      stage.story.signUp(customer, { clickId: stage.story.click(person(stage, name)) }),
  ],
  [
    /^(\w+) signed up on (.+?), brought by (\w+)$/,
    (stage, customer = '', day = '', name = '') => {
      const [key] = [person(stage, name)]
      const days = (readDay(day) - Date.parse('2026-11-21T10:00:00Z')) / 86_400_000
      return stage.story.signUp(customer, { clickId: stage.story.click(key, { day: days }), day: days })
    },
  ],
  [/^sale (\S+) of (\w+): (.+)$/, (stage, ...words) => sale(stage, ...(words as [string, string, string]))],
  [
    /^refund of (\S+): (.+)$/,
    ({ story, now }, saleExternalId = '', money = '') =>
      story.world.run((trx, program) =>
        recordRefund(story.world.services, trx, program, {
          externalId: `re_${saleExternalId}_${now}`,
          saleExternalId,
          amountMinor: readMoney(money).amountMinor,
        }),
      ),
  ],
  [
    /^dispute of (\S+) is (opened|won|lost): (.+)$/,
    ({ story, now }, saleExternalId = '', status = '', money = '') =>
      story.world.run((trx, program) =>
        recordDispute(story.world.services, trx, program, {
          externalId: `dp_${saleExternalId}`,
          saleExternalId,
          amountMinor: readMoney(money).amountMinor,
          status: status as 'opened' | 'won' | 'lost',
          occurredAt: now,
        }),
      ),
  ],
  [
    /^the vendor credits (\w+) to (\w+)$/,
    (stage, customer = '', name = '') =>
      stage.story.decide(customer, name === 'nobody' ? null : person(stage, name)),
  ],
  [
    /^(\w+) switches to (.+)$/,
    (stage, name = '', plan = '') => stage.story.switchPlan(person(stage, name), slug(plan)),
  ],
  [
    /^plan (.+?) becomes: (.+)$/,
    async ({ story }, name = '', rules = '') => {
      const { plans } = (await story.world.program()).definition
      const edited = plans.map((plan) => (plan.name === name ? { ...plan, rules: readRules(rules) } : plan))
      await story.publish({ plans: edited })
    },
  ],
  [
    /^(\w+) is certified in (\w+)(?:, until (.+))?$/,
    (stage, name = '', certification = '', until) =>
      certify(stage, name, certification, until ? readDay(until) : null),
  ],
  [
    /^the certification of (\w+) is revoked$/,
    async (stage, name = '') => {
      const { services, run } = stage.story.world
      const { id } = person(stage, name)
      await run(async (trx, program) => {
        await trx
          .updateTable('certification_award')
          .set({ revoked_at: program.now, revoked_reason: 'It was not earned.' })
          .where('program_id', '=', program.id)
          .where('partner_id', '=', id)
          .execute()
        await settleCustomersOf(services, trx, program, id, 'standing')
      })
    },
  ],
  [
    /^the vendor adjusts (\w+) by (.+?): (.+)$/,
    (stage, name = '', money = '', reason = '') =>
      stage.story.world.run((trx, program) =>
        recordAdjustment(stage.story.world.services, trx, program, {
          partnerId: person(stage, name).id,
          ...readMoney(money),
          reason,
        }),
      ),
  ],
  [/^what is payable is paid out$/, (stage) => payOut(stage)],
]

async function happen(stage: Stage, words: string): Promise<void> {
  for (const [pattern, make] of verbs) {
    const found = pattern.exec(words)
    if (!found) continue
    await make(stage, ...found.slice(1))
    return
  }
  throw new Error(`No story says: ${words}`)
}

async function ledgerOf({ story, people }: Stage): Promise<string> {
  const names = new Map([...people.values()].map(({ id, name }) => [id, name]))
  const { db } = story.world.services.store
  const rows = await db.selectFrom('commission').selectAll().orderBy('created_at').execute()
  const sales = await db.selectFrom('sale').select(['id', 'external_id']).execute()
  const saleOf = new Map(sales.map((row) => [row.id, row.external_id]))
  const order = [...rows].sort((a, b) =>
    a.created_at !== b.created_at ? a.created_at - b.created_at : keyOf(a) < keyOf(b) ? -1 : 1,
  )
  function keyOf(row: (typeof rows)[number]): string {
    return [
      row.period,
      saleOf.get(row.sale_id),
      names.get(row.partner_id),
      row.rule_index + 10,
      row.hold_day,
    ].join('|')
  }
  const lines = order.map((row) =>
    [
      '',
      writeDay(row.created_at),
      names.get(row.partner_id),
      row.kind,
      formatMoney(row.amount_minor, row.currency),
      writeDay(startOfDay(row.hold_day)),
      row.explanation,
      '',
    ]
      .join(' | ')
      .trim(),
  )
  const sums = new Map<string, number>()
  for (const row of rows) {
    const key = `${names.get(row.partner_id)} ${row.currency}`
    sums.set(key, (sums.get(key) ?? 0) + row.amount_minor)
  }
  const balances = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, amount]) => {
      const [name = '', currency = ''] = key.split(' ')
      return `${name} ${formatMoney(amount, currency)}`
    })
  const table = lines.length > 0 ? [...ledgerHead, ...lines].join('\n') : [...ledgerHead].join('\n')
  return `${table}\n\nAltogether: ${balances.join(', ') || 'nothing'}.`
}

/** @returns the ledger as a table, and what `verify` finds. */
export async function perform(
  engine: Engine,
  told: Told,
  opened?: Opened,
): Promise<{ ledger: string; findings: string[] }> {
  const story = await tellStory(
    engine,
    {
      currencies: ['EUR', 'USD', 'JPY'],
      plans: told.plans,
      holdDays: told.holdDays,
      minimumPayout: {},
      courses: [{ id: 'basics', name: 'Basics', url: 'https://acme.example/basics' }],
      certifications: [{ id: 'soc', name: 'Security operations', courses: ['basics'] }],
      ...(told.override ? { override: told.override } : {}),
    },
    opened,
    (told.steps[0]?.at ?? 0) - 86_400_000,
  )
  const stage: Stage = { story, people: new Map(), now: 0 }
  try {
    for (const [index, step] of told.steps.entries()) {
      // What happens on the same day happens a minute apart, the last of it at noon.
      const later = told.steps.slice(index + 1).filter(({ at }) => at === step.at).length
      stage.now = step.at - later * 60_000
      story.world.clock.set(stage.now)
      await happen(stage, step.words)
    }
    return { ledger: await ledgerOf(stage), findings: await story.end() }
  } catch (error) {
    await story.world.close()
    throw error
  }
}
