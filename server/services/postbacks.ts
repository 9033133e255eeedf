/** A partner's own addresses: called when something of its own happens. They are webhook endpoints with an owner. */
import { type PostbackEvent, usualPostbackEvents } from '../core/postbacks.ts'
import type { Services } from './context.ts'
import { findPartner, requirePartner } from './partners.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'
import {
  checkUrl,
  type Endpoint,
  insertEndpoint,
  listEndpoints,
  lockEndpoints,
  requireEndpoint,
} from './webhook-endpoints.ts'
import { type DeliveryDetails, testEndpoint } from './webhook-log.ts'

/** One for each tool that a partner may keep its books in. */
const MOST_POSTBACKS = 5

/** @returns the postback and its secret, which is never shown again. */
export async function createPostback(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  { url, events }: { url: string; events?: readonly PostbackEvent[] | undefined },
): Promise<{ endpoint: Endpoint; secret: string }> {
  await requirePartner(trx, program.id, partnerId)
  checkUrl(services, url, partnerId)
  await lockEndpoints(services, trx, program)
  const known = await listEndpoints(trx, program.id, partnerId)
  if (known.length >= MOST_POSTBACKS) throw new Problem('too_many_postbacks')
  const fields = { url, events: events ?? usualPostbackEvents }
  return insertEndpoint(services, trx, program, services.ids.make('pbk'), partnerId, fields)
}

/**
 * Calls it once with a made-up event that has no amount: nobody's books can
 * take it for money.
 *
 * @throws Problem `not_found`, `postback_not_active`
 */
export async function testPostback(
  services: Services,
  trx: Trx,
  program: Program,
  partnerId: string,
  id: string,
): Promise<DeliveryDetails> {
  const { status } = await requireEndpoint(trx, program.id, partnerId, id)
  const partner = await findPartner(trx, program.id, partnerId)
  if (status !== 'active' || partner?.status !== 'active') throw new Problem('postback_not_active')
  return testEndpoint(services, trx, program, partnerId, id)
}

/** As the vendor sees them. @throws Problem `not_found` */
export async function postbacksOf(reader: Reader, programId: string, partnerId: string): Promise<Endpoint[]> {
  if (!(await findPartner(reader, programId, partnerId))) throw new Problem('not_found')
  return listEndpoints(reader, programId, partnerId)
}
