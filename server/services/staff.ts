/** The vendor's people and what each may do. */
import type { StaffRole, StaffTable } from '../db/schema-payouts.ts'
import type { Services } from './context.ts'
import { queueMail } from './outbox.ts'
import { emailKey } from './partners.ts'
import type { Program, Reader, Trx } from './programs.ts'

export type { StaffRole }

export const staffRoles = ['owner', 'manager', 'finance'] as const satisfies StaffRole[]

/** Whoever came in with a stolen key is found out before it has seen an account number. */
const FILES_WAIT_MS = 72 * 3_600_000

export const findStaff = (reader: Reader, programId: string, id: string) =>
  reader
    .selectFrom('staff')
    .where('program_id', '=', programId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()

export const staffByEmail = (reader: Reader, programId: string, email: string) =>
  reader
    .selectFrom('staff')
    .where('program_id', '=', programId)
    .where('email_key', '=', emailKey(email))
    .selectAll()
    .executeTakeFirst()

export const listStaff = (reader: Reader, programId: string): Promise<StaffTable[]> =>
  reader
    .selectFrom('staff')
    .where('program_id', '=', programId)
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/**
 * Adds somebody, or gives somebody another role. Everybody else is told.
 * The first of the staff may take payout files at once; later ones wait 72
 * hours, unless whoever adds them has the database in hand.
 */
export async function addStaff(
  services: Pick<Services, 'ids' | 'clock' | 'store'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  { email, role, atOnce = false }: { email: string; role: StaffRole; atOnce?: boolean },
): Promise<StaffTable> {
  await services.store.lock(trx, `${program.id} staff`)
  const others = await listStaff(trx, program.id)
  const known = others.find((one) => one.email_key === emailKey(email))
  if (known?.role === role) return known
  const now = services.clock.now()
  const row: StaffTable = {
    program_id: program.id,
    id: known?.id ?? services.ids.make('stf'),
    email: email.trim(),
    email_key: emailKey(email),
    role,
    files_from: atOnce || others.length === 0 ? now : now + FILES_WAIT_MS,
    created_at: known?.created_at ?? program.now,
  }
  await trx
    .insertInto('staff')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'id']).doUpdateSet({ role, files_from: row.files_from }),
    )
    .execute()
  for (const other of others) {
    if (other.id === row.id) continue
    await queueMail(services, trx, program, {
      template: 'staff_added',
      staffId: other.id,
      added: row.email,
      role,
    })
  }
  return row
}
