/** Where a partner is paid, and who it is to the tax office. What is in here leaves sealed or as a hint. */

import { DETAILS_WAIT_MS, detailsFlaw, hintOf, normalDetails, type PayoutDetails } from '../core/payouts.ts'
import { writtenDate } from '../core/time.ts'
import type { PayerTable, PayoutDetailTable, TaxProfileTable } from '../db/schema-payouts.ts'
import type { Services } from './context.ts'
import { queueMail } from './outbox.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { seal, unseal } from './seal.ts'

/** What the sealed text is bound to. A payout carries a copy, so it is the partner and not the row. */
const contextOf = (programId: string, partnerId: string): string => `payout details ${programId} ${partnerId}`

export const openDetails = (
  services: Pick<Services, 'detailsKey'>,
  row: { program_id: string; partner_id: string },
  sealed: string,
): PayoutDetails =>
  JSON.parse(unseal(services, contextOf(row.program_id, row.partner_id), sealed)) as PayoutDetails

export const findDetails = (reader: Reader, programId: string, partnerId: string) =>
  reader
    .selectFrom('payout_detail')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
    .executeTakeFirst()

/**
 * The first details count at once. A change waits 72 hours, and the partner, the
 * old place and the new one are told: whoever took over a mailbox cannot turn
 * the next payout round unseen.
 *
 * @throws Problem `validation_failed` for an account number that cannot be right; `details_key_missing`
 */
export async function setDetails(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  given: PayoutDetails,
): Promise<PayoutDetailTable> {
  const details = normalDetails(given)
  const flaw = detailsFlaw(details)
  if (flaw) throw new Problem('validation_failed', { errors: [flaw] })
  await services.store.lock(trx, `${program.id} payout details ${partnerId}`)
  const before = await findDetails(trx, program.id, partnerId)
  const old = before && openDetails(services, before, before.sealed)
  if (before && JSON.stringify(old) === JSON.stringify(details)) return before
  const row: PayoutDetailTable = {
    program_id: program.id,
    partner_id: partnerId,
    method: details.method,
    sealed: seal(services, contextOf(program.id, partnerId), JSON.stringify(details)),
    hint: hintOf(details),
    usable_at: before ? program.now + DETAILS_WAIT_MS : program.now,
    changed_at: program.now,
  }
  await trx
    .insertInto('payout_detail')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'partner_id']).doUpdateSet((eb) => ({
        method: eb.ref('excluded.method'),
        sealed: eb.ref('excluded.sealed'),
        hint: eb.ref('excluded.hint'),
        usable_at: eb.ref('excluded.usable_at'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()
  await tellOfChange(services, trx, program, row, { isChange: before !== undefined, old, details })
  return row
}

/** A mail each to the partner, the old place and the new one, as far as they have an address. */
async function tellOfChange(
  services: Services,
  trx: Trx,
  program: Program,
  row: PayoutDetailTable,
  { isChange, old, details }: { isChange: boolean; old: PayoutDetails | undefined; details: PayoutDetails },
): Promise<void> {
  const places = [old, details].flatMap((one) => (one && 'email' in one ? [one.email] : []))
  const context = contextOf(program.id, row.partner_id)
  for (const place of [null, ...new Set(places)]) {
    await queueMail(services, trx, program, {
      template: 'details_changed',
      partnerId: row.partner_id,
      // The address of a payment account is a detail, too: it waits as sealed as the rest.
      sealedTo: place === null ? null : seal(services, context, place),
      hint: row.hint,
      usableFrom: isChange ? writtenDate(row.usable_at) : null,
    })
  }
}

/** The address that a mail about changed details is for. */
export const openAddress = (
  services: Pick<Services, 'detailsKey'>,
  programId: string,
  partnerId: string,
  sealed: string,
): string => unseal(services, contextOf(programId, partnerId), sealed)

export interface Party {
  legalName: string
  address: string
  country: string
  taxId: string | null
}

/** The newest one, or the one that was in force at a time; the first there is for times before it. */
export async function taxProfile(
  reader: Reader,
  programId: string,
  partnerId: string,
  at = Number.MAX_SAFE_INTEGER,
): Promise<TaxProfileTable | undefined> {
  const versions = await reader
    .selectFrom('tax_profile')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
    .orderBy('effective_at')
    .execute()
  return versions.filter((version) => version.effective_at <= at).at(-1) ?? versions[0]
}

export async function setTaxProfile(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  party: Party,
): Promise<TaxProfileTable> {
  await services.store.lock(trx, `${program.id} tax profile ${partnerId}`)
  const before = await taxProfile(trx, program.id, partnerId)
  const row: TaxProfileTable = {
    program_id: program.id,
    partner_id: partnerId,
    effective_at: program.now,
    legal_name: party.legalName,
    address: party.address,
    country: party.country,
    tax_id: party.taxId,
  }
  if (before && same(before, row)) return before
  await trx
    .insertInto('tax_profile')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['program_id', 'partner_id', 'effective_at']).doUpdateSet((eb) => ({
        legal_name: eb.ref('excluded.legal_name'),
        address: eb.ref('excluded.address'),
        country: eb.ref('excluded.country'),
        tax_id: eb.ref('excluded.tax_id'),
      })),
    )
    .execute()
  return row
}

const same = (a: TaxProfileTable, b: TaxProfileTable): boolean =>
  a.legal_name === b.legal_name && a.address === b.address && a.country === b.country && a.tax_id === b.tax_id

export const findPayer = (reader: Reader, programId: string) =>
  reader.selectFrom('payer').where('program_id', '=', programId).selectAll().executeTakeFirst()

export async function setPayer(trx: Trx, row: PayerTable): Promise<void> {
  const { program_id: _program, ...changed } = row
  await trx
    .insertInto('payer')
    .values(row)
    .onConflict((conflict) => conflict.column('program_id').doUpdateSet(changed))
    .execute()
}
