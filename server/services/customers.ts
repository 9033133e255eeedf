/** Customers by the vendor's own id: one is here from its sign-up on, or from its first sale with a touch. */
import type { CustomerTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { insertRow, prepared } from './prepared.ts'
import type { Program, Reader, Trx } from './programs.ts'
import { SOURCE } from './sale-facts.ts'

export async function findCustomer(
  reader: Reader,
  programId: string,
  externalId: string,
): Promise<CustomerTable | undefined> {
  const [customer] = await customerOf(reader, { programId, externalId })
  return customer
}

const customerOf = prepared((reader, { programId, externalId }: { programId: string; externalId: string }) =>
  reader
    .selectFrom('customer')
    .where('program_id', '=', programId)
    .where('source', '=', SOURCE)
    .where('external_id', '=', externalId)
    .selectAll(),
)

export async function ensureCustomer(
  services: Services,
  trx: Trx,
  program: Program,
  externalId: string,
): Promise<CustomerTable> {
  const existing = await findCustomer(trx, program.id, externalId)
  if (existing) return existing
  const customer: CustomerTable = {
    program_id: program.id,
    id: services.ids.make('cst'),
    source: SOURCE,
    external_id: externalId,
    email: null,
    name: null,
    signed_up_at: null,
    touches: '[]',
    attribution_id: null,
    partner_id: null,
    created_at: program.now,
  }
  await insertRow(trx, 'customer', customer)
  return customer
}
