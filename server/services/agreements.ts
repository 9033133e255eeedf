/** What a partner agreed to: which text, which version of it, when, and who it was. */
import { createHash } from 'node:crypto'
import type { AgreementAcceptanceTable } from '../db/schema-partners.ts'
import type { Services } from './context.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'

export type AcceptanceRow = AgreementAcceptanceTable

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Keeps that a partner accepts the agreement in force. The same again is the
 * first acceptance; a text that changed under its version is another one.
 *
 * @throws Problem `agreement_changed` when `version` is not the one in force.
 */
export async function acceptAgreement(
  { store, ids }: Pick<Services, 'store' | 'ids'>,
  trx: Trx,
  program: Program,
  partner: { id: string; name: string; email: string },
  version: string,
): Promise<{ created: boolean; acceptance: AcceptanceRow }> {
  const { agreement } = program.definition
  if (agreement?.version !== version) {
    throw new Problem('agreement_changed', {
      detail: agreement
        ? `The agreement in force is version "${agreement.version}". Read that one and accept it.`
        : 'This program has no agreement. Leave the version out.',
    })
  }
  const hash = hashOf(agreement.text)
  await store.lock(trx, `${program.id} agreement ${partner.id}`)
  const known = (await acceptancesOf(trx, program.id, partner.id)).find(
    (row) => row.version === version && row.text_hash === hash,
  )
  if (known) return { created: false, acceptance: known }
  await trx
    .insertInto('agreement_text')
    .values({ program_id: program.id, hash, text: agreement.text, created_at: program.now })
    .onConflict((conflict) => conflict.columns(['program_id', 'hash']).doNothing())
    .execute()
  const acceptance: AcceptanceRow = {
    program_id: program.id,
    id: ids.make('agr'),
    partner_id: partner.id,
    version,
    text_hash: hash,
    name: partner.name,
    email: partner.email,
    accepted_at: program.now,
  }
  await trx.insertInto('agreement_acceptance').values(acceptance).execute()
  return { created: true, acceptance }
}

const acceptancesOf = (reader: Reader, programId: string, partnerId: string): Promise<AcceptanceRow[]> =>
  reader
    .selectFrom('agreement_acceptance')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
    .orderBy('accepted_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export interface Accepted {
  acceptance: AcceptanceRow
  text: string
  /** Whether it is the text in force. */
  current: boolean
}

/** The newest acceptance of a partner. */
export async function acceptedBy(
  reader: Reader,
  program: Program,
  partnerId: string,
): Promise<Accepted | undefined> {
  const [acceptance] = await acceptancesOf(reader, program.id, partnerId)
  if (!acceptance) return undefined
  const { text } = await reader
    .selectFrom('agreement_text')
    .where('program_id', '=', program.id)
    .where('hash', '=', acceptance.text_hash)
    .select('text')
    .executeTakeFirstOrThrow()
  const { agreement } = program.definition
  const current = agreement?.version === acceptance.version && hashOf(agreement.text) === acceptance.text_hash
  return { acceptance, text, current }
}
