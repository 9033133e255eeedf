/** An event of a provider that speaks our own words: it does what the same call of the API would do. */
import type { Services } from './context.ts'
import type { Program, Trx } from './programs.ts'
import { type NewCustomer, recordCustomer } from './record-customer.ts'
import { type NewReversal, recordDispute, recordRefund } from './record-reversal.ts'
import { type NewSale, recordSale } from './record-sale.ts'
import { saleNameOf } from './sale-alias.ts'

/** Checked when it came in; stored like this. */
export type GenericEvent =
  | { type: 'sale'; input: NewSale }
  | { type: 'refund'; input: NewReversal }
  | { type: 'dispute'; input: NewReversal & { status: 'opened' | 'won' | 'lost' } }
  | { type: 'customer'; input: NewCustomer }

/** @returns what it did, in a sentence. @throws the problems of the calls it stands for. */
export async function recordGeneric(
  services: Services,
  trx: Trx,
  program: Program,
  event: GenericEvent,
): Promise<string> {
  const { type, input } = event
  const named = async <T extends NewReversal>(reversal: T): Promise<T> => ({
    ...reversal,
    saleExternalId: await saleNameOf(trx, program.id, reversal.saleExternalId),
  })
  const words = (isNew: boolean): string =>
    isNew ? `Recorded ${type} ${input.externalId}.` : 'Everything it says was known.'
  switch (type) {
    case 'sale':
      return words((await recordSale(services, trx, program, input)).created)
    case 'refund':
      return words((await recordRefund(services, trx, program, await named(input))).created)
    case 'dispute':
      return words((await recordDispute(services, trx, program, await named(input))).created)
    case 'customer':
      return words((await recordCustomer(services, trx, program, input)).created)
  }
}
