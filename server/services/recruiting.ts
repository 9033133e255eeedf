/**
 * Two tiers and no more: a partner recruits others and earns an override on
 * them. Nobody who was recruited recruits, so there are no chains and no loops.
 */
import type { InvitationTable } from '../db/schema-partners.ts'
import type { Services } from './context.ts'
import { hashSecret } from './keys.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'

const DAY_MS = 86_400_000

const refused = (detail: string): Problem => new Problem('recruiting_refused', { detail })

/** Held while somebody becomes a distributor or a recruit, so that two at once make no chain. */
const lockRecruiting = (services: Pick<Services, 'store'>, trx: Trx, program: Pick<Program, 'id'>) =>
  services.store.lock(trx, `${program.id} recruiting`)

async function requireDistributor(trx: Trx, program: Program, partnerId: string): Promise<void> {
  if (!program.definition.override)
    throw refused(
      'This program pays no override, so partners do not recruit. Add "override" to the program first.',
    )
  const row = await trx
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    .where('id', '=', partnerId)
    .where('status', '=', 'active')
    .select('distributor_id')
    .executeTakeFirst()
  if (!row)
    throw new Problem('partner_unknown', { errors: [{ path: 'distributorId', message: 'No such partner.' }] })
  if (row.distributor_id !== null)
    throw refused('This partner was recruited itself. There is one level: it cannot recruit others.')
}

/**
 * Makes a partner the recruit of another one, for the customers that it brings
 * from now on.
 *
 * @throws Problem `recruiting_refused` for a chain, a loop, or a partner that another one recruited.
 */
export async function setDistributor(
  services: Pick<Services, 'store'>,
  trx: Trx,
  program: Program,
  partnerId: string,
  distributorId: string,
): Promise<void> {
  await lockRecruiting(services, trx, program)
  if (partnerId === distributorId) throw refused('A partner cannot recruit itself.')
  await requireDistributor(trx, program, distributorId)
  const row = await trx
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    .where('id', '=', partnerId)
    .select('distributor_id')
    .executeTakeFirstOrThrow()
  if (row.distributor_id === distributorId) return
  if (row.distributor_id !== null) throw refused('Another partner recruited this one.')
  const recruit = await trx
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    .where('distributor_id', '=', partnerId)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  if (recruit) throw refused('This partner recruited others. There is one level: nobody can recruit it.')
  await trx
    .updateTable('partner')
    .set({ distributor_id: distributorId, recruited_at: program.now })
    .where('program_id', '=', program.id)
    .where('id', '=', partnerId)
    .execute()
}

export interface NewInvitation {
  /** Undefined: the vendor's own. */
  distributorId?: string
  /** How many may join by it; undefined: any number. */
  uses?: number
  days: number
}

export async function createInvitation(
  services: Services,
  trx: Trx,
  program: Program,
  { distributorId, uses, days }: NewInvitation,
): Promise<{ row: InvitationTable; code: string; url: string }> {
  await lockRecruiting(services, trx, program)
  if (distributorId !== undefined) await requireDistributor(trx, program, distributorId)
  const code = services.ids.bytes(16).toString('base64url')
  const row: InvitationTable = {
    program_id: program.id,
    id: services.ids.make('inv'),
    hash: hashSecret(code),
    distributor_id: distributorId ?? null,
    uses_left: uses ?? null,
    // Doors count in real time: moving the twin's clock neither opens nor closes one.
    expires_at: services.clock.now() + days * DAY_MS,
    revoked_at: null,
    created_at: program.now,
  }
  await trx.insertInto('invitation').values(row).execute()
  const url = new URL(program.definition.website)
  url.searchParams.set('invitation', code)
  return { row, code, url: url.href }
}

const unusable = (): Problem =>
  new Problem('invitation_unknown', {
    errors: [
      {
        path: 'invitation',
        message: 'This invitation is unknown, used up, revoked or too old. You can join without it.',
      },
    ],
  })

/**
 * Who invites by it, for the page that an invited person reads first.
 *
 * @throws Problem `invitation_unknown` when it cannot be used (any more).
 */
export async function findInvitation(
  { clock, store }: Pick<Services, 'clock' | 'store'>,
  program: Program,
  code: string,
): Promise<{ invitedBy: string | null }> {
  const row = await store.db
    .selectFrom('invitation')
    .leftJoin('partner', (join) =>
      join
        .onRef('partner.program_id', '=', 'invitation.program_id')
        .onRef('partner.id', '=', 'invitation.distributor_id'),
    )
    .where('invitation.program_id', '=', program.id)
    .where('invitation.hash', '=', hashSecret(code))
    .where('invitation.revoked_at', 'is', null)
    .where('invitation.expires_at', '>', clock.now())
    .where((eb) => eb.or([eb('invitation.uses_left', 'is', null), eb('invitation.uses_left', '>', 0)]))
    .select('partner.name')
    .executeTakeFirst()
  if (!row) throw unusable()
  return { invitedBy: row.name }
}

/** Uses it once. @returns who recruits by it; null: the vendor. */
export async function useInvitation(
  { clock }: Pick<Services, 'clock'>,
  trx: Trx,
  program: Program,
  code: string,
): Promise<string | null> {
  const now = clock.now()
  // One atomic update decides who was the last one to get in.
  const row = await trx
    .updateTable('invitation')
    .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
    .where('program_id', '=', program.id)
    .where('hash', '=', hashSecret(code))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where((eb) => eb.or([eb('uses_left', 'is', null), eb('uses_left', '>', 0)]))
    .returning('distributor_id')
    .executeTakeFirst()
  if (!row) throw unusable()
  return row.distributor_id
}

export interface Recruit {
  id: string
  name: string
  created_at: number
  /** When it was recruited. */
  since: number
  /** Overrides it brought its distributor, by currency. */
  earned: { currency: string; amountMinor: number }[]
}

/** Whom a partner recruited, newest first, and what each earned it. Nothing else about them. */
export async function listRecruits(
  services: Services,
  program: Program,
  distributorId: string,
  page: PageRequest,
): Promise<Page<Recruit>> {
  const { db } = services.store
  const rows = db
    .selectFrom('partner')
    .where('program_id', '=', program.id)
    .where('distributor_id', '=', distributorId)
    .where('status', 'in', ['active', 'paused'])
    .select(['id', 'name', 'created_at', 'recruited_at'])
  const scope = `${program.id} recruits ${distributorId}`
  const found = await newestFirst(services, scope, 'partner', page, rows)
  const earned = await overridesFrom(
    db,
    program.id,
    distributorId,
    found.data.map(({ id }) => id),
  )
  const data = found.data.map(({ id, name, created_at, recruited_at }) => ({
    id,
    name,
    created_at,
    since: recruited_at ?? created_at,
    earned: earned.get(id) ?? [],
  }))
  return { data, nextCursor: found.nextCursor }
}

/** An override says by its attribution whose commission it follows. */
async function overridesFrom(reader: Reader, programId: string, distributorId: string, recruits: string[]) {
  if (recruits.length === 0) return new Map<string, Recruit['earned']>()
  const rows = await reader
    .selectFrom('commission')
    .innerJoin('attribution', (join) =>
      join
        .onRef('attribution.program_id', '=', 'commission.program_id')
        .onRef('attribution.id', '=', 'commission.attribution_id'),
    )
    .where('commission.program_id', '=', programId)
    .where('commission.partner_id', '=', distributorId)
    .where('attribution.partner_id', 'in', recruits)
    .groupBy(['attribution.partner_id', 'commission.currency'])
    .select((eb) => [
      'attribution.partner_id',
      'commission.currency',
      eb.fn.sum<number>('commission.amount_minor').as('amount'),
    ])
    .orderBy('commission.currency')
    .execute()
  const earned = new Map<string, Recruit['earned']>()
  for (const { partner_id: id, currency, amount } of rows) {
    if (id === null) continue
    earned.set(id, [...(earned.get(id) ?? []), { currency, amountMinor: Number(amount) }])
  }
  return earned
}
