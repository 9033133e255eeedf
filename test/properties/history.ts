/**
 * The property: whatever happens, the books agree with the model after every
 * step; and when the same facts are told again in another order, they end up
 * the same.
 */
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { ProgramDefinition } from '../../server/core/types.ts'
import { finishRuns } from '../../server/services/payout-run.ts'
import { Problem } from '../../server/services/problem.ts'
import type { Trx } from '../../server/services/programs.ts'
import type { Engine } from '../support/engines.ts'
import type { Frozen, Opened } from '../support/reusable.ts'
import { type ScopedIds, scopedIds } from '../support/scoped-ids.ts'
import { openWorld, type World } from '../support/world.ts'
import { checkBooks } from './check.ts'
import { type Command, definitionWith, type Where } from './commands.ts'
import {
  type Changed,
  isChange,
  learnChange,
  learnFact,
  makeChange,
  makeFact,
  newSide,
  type Side,
  type Told,
} from './concrete.ts'
import { knows, resolve, settle } from './model.ts'
import { beginPaying, mark } from './payouts.ts'
import { makeChanged, tell } from './perform.ts'

const START = Date.parse('2026-11-21T10:00:00Z')

export interface Databases {
  open(engine: Engine): Promise<Opened>
}

interface Run {
  engine: Engine
  world: World
  opened: Opened
  ids: ScopedIds
  sides: Record<Where, Side>
  /** The one that both programs start with. */
  definition: ProgramDefinition
  changes: { where: Where; at: number; change: Changed }[]
  /** The latest the clock ever was. Vendors change things after everything that happened. */
  latest: number
  serial: number
}

async function begin(engine: Engine, databases: Databases, definition: ProgramDefinition): Promise<Run> {
  const ids = scopedIds()
  const opened = await databases.open(engine)
  const world = await openWorld(engine, { definition, start: START, ids, opened })
  const side = async (where: Where): Promise<Side> => {
    const made = newSide(where, (await world.program(where)).shortId, definition)
    made.model.definitions.push({ at: START, definition })
    return made
  }
  const sides = { live: await side('live'), test: await side('test') }
  return { engine, world, opened, ids, sides, definition, changes: [], latest: START, serial: 0 }
}

/** The process is gone and another one goes on; nothing but the database is left of it. */
async function restart(run: Run, frozen = run.opened.freeze()): Promise<void> {
  run.opened = await frozen()
  const { ids, definition, opened, world } = run
  run.world = await openWorld(run.engine, { definition, start: world.clock.now(), ids, opened })
}

class Died extends Error {}

/** Whatever is run in it is written completely, and dies before the commit. */
function dying(run: Run, then: (trx: Trx) => Promise<void>): World {
  return {
    ...run.world,
    run: (work, mode) =>
      run.world.run(async (trx, program) => {
        await work(trx, program)
        await then(trx)
        throw new Died('before the commit')
      }, mode),
  }
}

/** It leaves nothing behind: neither in the database nor in what the process keeps in memory. */
async function lost(run: Run, where: Where, perform: (world: World) => Promise<unknown>, dies: boolean) {
  run.ids.scope(`lost ${run.serial}`)
  let frozen: Frozen | undefined
  const world = dying(run, async (trx) => {
    if (dies) frozen ??= run.opened.freeze()
    // A connection that is cut is all that PostgreSQL sees of it.
    if (dies && run.engine === 'postgres')
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
  })
  const failure = await perform(world).catch((error: unknown) => error)
  expect(failure, `lost in ${where}`).toBeInstanceOf(Error)
  expect(failure).not.toBeInstanceOf(Problem)
  if (frozen) await restart(run, frozen)
}

/** Both programs have two partners, one of them with a coupon, before anything happens. */
async function people(run: Run): Promise<void> {
  for (const where of ['live', 'test'] as const) {
    await change(run, where, { do: 'enrol', email: `mara@${where}.example`, plan: 'refer', by: null })
    const [mara = ''] = run.sides[where].partners
    await change(run, where, { do: 'enrol', email: `finn@${where}.example`, plan: 'stay', by: mara })
    await change(run, where, { do: 'coupon', partner: mara, code: 'MARA20' })
  }
}

/** @param at when a change is made again, the time it was made at. */
async function change(run: Run, where: Where, changed: Changed, at = run.latest + 1): Promise<void> {
  const side = run.sides[where]
  run.latest = at
  run.world.clock.set(at)
  run.ids.scope(`${where}.${run.changes.length}`)
  run.changes.push({ where, at, change: changed })
  const made = await makeChanged(run.world, where, changed)
  learnChange(side, changed, at + side.offsetMs, made)
  settle(side.model)
}

async function fact(run: Run, where: Where, told: Told): Promise<void> {
  const { model } = run.sides[where]
  run.ids.scope(`f${run.serial++}`)
  if (told.do === 'decide') {
    run.latest += 1
    run.world.clock.set(run.latest)
    if (!knows(model, told.customer)) return refused(run, where, told, 'not_found')
  }
  const isNew =
    (told.do === 'sign up' && !model.signUps.has(told.customer)) ||
    (told.do === 'sale' && !model.sales.has(told.externalId)) ||
    (told.do === 'refund' && !model.refunds.has(told.externalId))
  const created = await tell(run.world, where, told)
  if (created !== undefined) expect(created).toBe(isNew)
  learnFact(model, told)
  settle(model)
}

async function refused(run: Run, where: Where, told: Told, code: string): Promise<void> {
  const problem = await tell(run.world, where, told).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect(problem).toMatchObject({ code })
}

async function step(run: Run, command: Command): Promise<void> {
  const { where } = command
  const side = run.sides[where]
  const other = run.sides[where === 'live' ? 'test' : 'live']
  const { clock } = run.world
  const making = { world: run.world, side, other, serial: run.serial++ }
  if (isChange(command)) {
    const changed = makeChange(making, command)
    if (changed) await change(run, where, changed)
    return
  }
  switch (command.do) {
    case 'pay': {
      run.ids.scope(`pay ${making.serial}`)
      const paid = await beginPaying(run.world, where, side.model, command.currency, command.cut)
      if (!paid) return
      if (paid.died) {
        await restart(run)
        await finishRuns(run.world.services)
      }
      return paid.learn(run.world)
    }
    case 'mark': {
      const payouts = [...side.model.payouts.keys()]
      const payout = payouts[command.payout % Math.max(payouts.length, 1)]
      if (payout !== undefined) await mark(run.world, where, side.model, payout, command.status)
      return
    }
    case 'restart':
      return restart(run)
    case 'lost': {
      const dies = command.with === 'the process'
      if (isChange(command.of)) {
        const changed = makeChange(making, command.of)
        if (!changed) return
        run.latest += 1
        clock.set(run.latest)
        return lost(run, where, (world) => makeChanged(world, where, changed), dies)
      }
      const told = makeFact(making, command.of, clock.now() + side.offsetMs)
      // That one is refused before it writes anything.
      if (!told || (told.do === 'decide' && !knows(side.model, told.customer))) return
      return lost(run, where, (world) => tell(world, where, told), dies)
    }
    case 'forward':
      // The twin's clock is moved by itself, the live one's is the world's.
      if (where === 'test') return change(run, where, { do: 'forward', ms: command.ms })
      clock.advance(command.ms)
      run.latest = Math.max(run.latest, clock.now())
      return
    case 'backward':
      clock.advance(-command.ms)
      return
    case 'again': {
      const told = side.told[command.earlier % Math.max(side.told.length, 1)]
      if (!told) return
      // Said last counts, so saying it again is a new fact.
      if (orderKey(told) !== undefined) side.told.push(told)
      return fact(run, where, stillThere(side, told))
    }
    case 'conflict': {
      const told = side.told.find((one) => one.do === 'sale' && one.externalId === `s${command.sale}`)
      if (told?.do !== 'sale') return
      return refused(run, where, { ...told, amount: told.amount + 1 }, 'sale_conflict')
    }
  }
  const told = makeFact(making, command, clock.now() + side.offsetMs)
  if (!told) return
  // What changes nothing here would be a fact elsewhere: it is not told again.
  const ignored =
    (told.do === 'sign up' && side.model.signUps.has(told.customer)) ||
    (told.do === 'decide' && !knows(side.model, told.customer))
  if (!ignored) side.told.push(told)
  await fact(run, where, told)
}

/** A decision by hand that named an application names its owner once they are one. */
const stillThere = ({ model }: Side, told: Told): Told =>
  told.do === 'decide' && told.partner !== null ? { ...told, partner: resolve(model, told.partner) } : told

function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** What a vendor says last about a dispute or a customer counts, so those keep their order. */
const orderKey = (told: Told): string | undefined =>
  told.do === 'dispute' ? told.externalId : told.do === 'decide' ? told.customer : undefined

function otherOrder(told: readonly Told[], seed: number): Told[] {
  const ordered = new Map<string, Told[]>()
  for (const one of told) {
    const key = orderKey(one)
    if (key !== undefined) ordered.set(key, [...(ordered.get(key) ?? []), one])
  }
  return shuffled(told, seed).map((one) => {
    const key = orderKey(one)
    return key === undefined ? one : (ordered.get(key)?.shift() ?? one)
  })
}

async function again(engine: Engine, databases: Databases, first: Run, seed: number): Promise<void> {
  const run = await begin(engine, databases, first.definition)
  try {
    for (const { where, at, change: changed } of first.changes) await change(run, where, changed, at)
    run.world.clock.set(first.latest)
    run.latest = first.latest
    for (const where of ['live', 'test'] as const) {
      const { model } = run.sides[where]
      const waiting = otherOrder(first.sides[where].told, seed)
      const decisions: Told[] = []
      for (const told of waiting) {
        // A customer has to be known before somebody can decide about it.
        if (told.do === 'decide' && (decisions.length > 0 || !knows(model, told.customer)))
          decisions.push(told)
        else await fact(run, where, stillThere(run.sides[where], told))
      }
      for (const told of decisions) await fact(run, where, stillThere(run.sides[where], told))
    }
    const here = await checkBooks(run.world, modelsOf(run))
    const there = await checkBooks(first.world, modelsOf(first))
    for (const where of ['live', 'test'] as const) {
      expect(here[where].posted, 'the order of facts does not matter').toEqual(there[where].posted)
      expect(here[where].partners).toEqual(there[where].partners)
    }
  } finally {
    await run.world.close()
  }
}

const modelsOf = ({ sides }: Run) => ({ live: sides.live.model, test: sides.test.model })

/** @returns how many steps were checked. */
export async function booksAgree(
  engine: Engine,
  databases: Databases,
  { commands, seed, rules }: { commands: Command[]; seed: number; rules: number[] },
): Promise<number> {
  const run = await begin(engine, databases, definitionWith(rules))
  try {
    await people(run)
    for (const command of commands) {
      await step(run, command)
      if (command.do !== 'forward' && command.do !== 'backward') {
        await checkBooks(run.world, modelsOf(run))
      }
    }
    await again(engine, databases, run, seed)
    return commands.length
  } finally {
    await run.world.close()
  }
}
