/**
 * One sale, several names: Stripe knows the payment and its invoice, the vendor
 * perhaps an order of its own. Whoever reports it by any of them means the same.
 */
import { compareText } from '../core/order.ts'
import { prepared } from './prepared.ts'
import type { Program, Reader, Trx } from './programs.ts'

/**
 * The name by which a payment provider tells about this sale: what it says of
 * the money counts. Undefined for what only the vendor reports. Every sale asks.
 */
export async function toldName(
  reader: Reader,
  programId: string,
  alias: string,
): Promise<string | undefined> {
  const [row] = await namesOf(reader, { programId, alias })
  return row?.sale_external_id
}

const namesOf = prepared((reader, { programId, alias }: { programId: string; alias: string }) =>
  reader
    .selectFrom('sale_alias')
    .where('program_id', '=', programId)
    .where('alias', '=', alias)
    .select('sale_external_id'),
)

/** @returns the name the sale goes by; the given one if no other is known. */
export const saleNameOf = async (reader: Reader, programId: string, name: string): Promise<string> =>
  (await toldName(reader, programId, name)) ?? name

export async function nameSale(
  trx: Trx,
  program: Program,
  externalId: string,
  aliases: string[],
): Promise<void> {
  const names = [...new Set([...aliases, externalId])].sort(compareText)
  for (const alias of names) await storeName(trx, { programId: program.id, alias, externalId })
}

const storeName = prepared(
  (reader, { programId, alias, externalId }: { programId: string; alias: string; externalId: string }) =>
    reader
      .insertInto('sale_alias')
      .values({ program_id: programId, alias, sale_external_id: externalId })
      .onConflict((conflict) =>
        conflict.columns(['program_id', 'alias']).doUpdateSet({ sale_external_id: externalId }),
      ),
)
