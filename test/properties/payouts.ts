/** Payouts, in the plain model and through the services: what a run takes, and what becomes of each payment. */
import { expect } from 'vitest'
import type { Services } from '../../server/services/context.ts'
import { markPayout } from '../../server/services/payout-marks.ts'
import { anythingDue, beginRun, finishRun } from '../../server/services/payout-run.ts'
import { Problem } from '../../server/services/problem.ts'
import type { Program, Trx } from '../../server/services/programs.ts'
import type { World } from '../support/world.ts'
import type { Where } from './commands.ts'
import { lines, type ProgramModel } from './model.ts'

const DAY = 86_400_000

export interface ModelPayout {
  partner: string
  currency: string
  status: 'locked' | 'paid' | 'failed'
  amount: bigint
  /** "key|currency|day" → what it took of that. */
  taken: Map<string, bigint>
}

interface Due {
  amount: bigint
  taken: Map<string, bigint>
}

/** What each partner has open whose day has come. */
function open(model: ProgramModel, currency: string, today: number): Map<string, Due> {
  const due = new Map<string, Due>()
  const take = (partner: string, key: string, amount: bigint): void => {
    const one = due.get(partner) ?? { amount: 0n, taken: new Map() }
    one.amount += amount
    one.taken.set(key, (one.taken.get(key) ?? 0n) + amount)
    due.set(partner, one)
  }
  const out = new Set<string>()
  for (const line of lines(model)) {
    const key = `${line.key}|${line.currency}|${line.day}`
    if (line.held || line.day > today) out.add(key)
    else if (line.currency === currency) take(line.partner, key, line.amount)
  }
  for (const payout of model.payouts.values()) {
    if (payout.status === 'failed' || payout.currency !== currency) continue
    for (const [key, amount] of payout.taken) if (!out.has(key)) take(payout.partner, key, -amount)
  }
  return due
}

/** What caps take away is counted by the server: the model does not know for which day (see `Line`). */
async function openCaps({ services, programIds }: World, where: Where, currency: string, today: number) {
  const rows = await services.store.db
    .selectFrom('commission')
    .leftJoin('payout_line', (join) =>
      join
        .onRef('payout_line.program_id', '=', 'commission.program_id')
        .onRef('payout_line.commission_id', '=', 'commission.id')
        .on('payout_line.live', '=', 1),
    )
    .where('commission.program_id', '=', programIds[where])
    .where('commission.currency', '=', currency)
    .where('commission.kind', '=', 'adjustment')
    .where('commission.period', '!=', '')
    .where('commission.hold_day', '<=', today)
    .where('payout_line.payout_id', 'is', null)
    .select(['commission.partner_id', 'commission.amount_minor'])
    .execute()
  const sums = new Map<string, bigint>()
  for (const row of rows) {
    sums.set(row.partner_id, (sums.get(row.partner_id) ?? 0n) + BigInt(row.amount_minor))
  }
  return sums
}

/** A vendor needs to know who it pays, and where; those who only applied have not said so. */
export async function papers(trx: Trx, program: Program, partner: string): Promise<void> {
  const of = { program_id: program.id, partner_id: partner }
  // Not from now on: the clock may step back.
  const at = { usable_at: 0, changed_at: 0 }
  await trx
    .insertInto('payout_detail')
    .values({ ...of, ...at, method: 'paypal', sealed: 'sealed', hint: 'm…@bank.example' })
    .execute()
  await trx
    .insertInto('tax_profile')
    .values({ ...of, effective_at: 0, legal_name: 'Mara', address: 'Way 1', country: 'DE', tax_id: null })
    .execute()
}

class Died extends Error {}

/** Services whose process dies before the write after so many. */
function dyingAfter(services: Services, writes: number): Services {
  let left = writes
  const { store } = services
  const write: typeof store.write = (work) => {
    if (left-- <= 0) throw new Died('between two portions')
    return store.write(work)
  }
  return { ...services, store: { ...store, write } }
}

/**
 * Whoever may be paid is, with all that is open, and nobody else.
 *
 * @param cut after how many partners the process dies, if it does.
 * @returns whether it died: then somebody has to go on.
 */
export async function beginPaying(
  world: World,
  where: Where,
  model: ProgramModel,
  currency: string,
  cut: number | null,
): Promise<{ runId: string; died: boolean; learn(after: World): Promise<void> } | undefined> {
  const program = await world.program(where)
  const today = Math.floor(program.now / DAY)
  const caps = await openCaps(world, where, currency, today)
  const minimum = BigInt(program.definition.minimumPayout[currency] ?? 1)
  const expected = new Map<string, Due>()
  for (const [partner, due] of open(model, currency, today)) {
    const amount = due.amount + (caps.get(partner) ?? 0n)
    if (amount >= minimum && model.partners.get(partner)?.hasPapers) expected.set(partner, { ...due, amount })
  }

  const scope = { currency, cutoffDay: today }
  const order = { ...scope, payOnDay: today + 1, by: 'key_x' }
  const runId = await world.run(async (trx, now) => {
    if (await anythingDue(trx, now, scope)) return beginRun(world.services, trx, now, order)
    return undefined
  }, where)
  expect(runId !== undefined, `whether anybody is paid out in ${currency}`).toBe(expected.size > 0)
  if (runId === undefined) return undefined

  const services = cut === null ? world.services : dyingAfter(world.services, cut)
  const failure = await finishRun(services, program.id, runId, cut === null ? undefined : 1).catch(
    (error: unknown) => error,
  )
  const died = failure instanceof Died
  if (failure instanceof Error && !died) throw failure
  return { runId, died, learn: (after) => learnRun(after, where, model, runId, currency, expected) }
}

async function learnRun(
  { services, programIds }: World,
  where: Where,
  model: ProgramModel,
  runId: string,
  currency: string,
  expected: Map<string, Due>,
): Promise<void> {
  const made = await services.store.db
    .selectFrom('payout')
    .where('program_id', '=', programIds[where])
    .where('run_id', '=', runId)
    .select(['id', 'partner_id', 'amount_minor'])
    .execute()
  const found = made.map((payout) => [payout.partner_id, BigInt(payout.amount_minor)] as const)
  const wanted = [...expected].map(([partner, { amount }]) => [partner, amount] as const)
  expect(new Map(found), `paid out in ${currency}, ${where}`).toEqual(new Map(wanted))
  expect(made).toHaveLength(expected.size)
  for (const { id, partner_id: partner } of made) {
    const { amount, taken } = expected.get(partner) ?? { amount: 0n, taken: new Map<string, bigint>() }
    model.payouts.set(id, { partner, currency, status: 'locked', amount, taken })
  }
}

/** Told again it changes nothing; what failed cannot be paid any more. */
export async function mark(
  world: World,
  where: Where,
  model: ProgramModel,
  payoutId: string,
  status: 'paid' | 'failed',
): Promise<void> {
  const payout = model.payouts.get(payoutId)
  if (!payout) return
  const { run_id: runId } = await world.services.store.db
    .selectFrom('payout')
    .where('id', '=', payoutId)
    .select('run_id')
    .executeTakeFirstOrThrow()
  const said = await world
    .run((trx, program) => markPayout(world.services, trx, program, runId ?? '', payoutId, { status }), where)
    .catch((error: unknown) => error)
  if (payout.status === 'failed' && status === 'paid') {
    expect(said).toBeInstanceOf(Problem)
    expect(said).toMatchObject({ code: 'payout_failed' })
    return
  }
  expect(said).toMatchObject({ changed: payout.status !== status })
  payout.status = status
}
