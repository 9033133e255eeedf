/**
 * One sale, several names: Stripe knows the payment and its invoice, the vendor
 * perhaps an order of its own. Whoever reports it by any of them means the same.
 */
import { compareText } from '../core/order.ts'
import type { Program, Reader, Trx } from './programs.ts'

/** @returns the name the sale goes by; the given one if no other is known. */
export async function saleNameOf(reader: Reader, programId: string, name: string): Promise<string> {
  const row = await reader
    .selectFrom('sale_alias')
    .where('program_id', '=', programId)
    .where('alias', '=', name)
    .select('sale_external_id')
    .executeTakeFirst()
  return row?.sale_external_id ?? name
}

/** A payment provider tells about this sale: what it says of the money counts. */
export async function isTold(reader: Reader, programId: string, externalId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('sale_alias')
    .where('program_id', '=', programId)
    .where('alias', '=', externalId)
    .select('alias')
    .executeTakeFirst()
  return row !== undefined
}

export async function nameSale(
  trx: Trx,
  program: Program,
  externalId: string,
  aliases: string[],
): Promise<void> {
  const names = [...new Set([...aliases, externalId])].sort(compareText)
  for (const alias of names) {
    await trx
      .insertInto('sale_alias')
      .values({ program_id: program.id, alias, sale_external_id: externalId })
      .onConflict((conflict) =>
        conflict.columns(['program_id', 'alias']).doUpdateSet({ sale_external_id: externalId }),
      )
      .execute()
  }
}
