/**
 * What the world is told, written in the transaction of its cause. While a
 * program has no endpoint this costs one look into memory; an endpoint that
 * another server made a moment ago is told of what happens from a few seconds
 * later on (`KEPT_MS`).
 */
import type { EventData, EventType } from '../core/webhooks.ts'
import type { Services } from './context.ts'
import { kept } from './kept.ts'
import { insertRow, prepared } from './prepared.ts'
import type { Program, Reader, Trx } from './programs.ts'

/** One event and what it says; its object is `data.id`. */
export type NewEvent = { [T in EventType]: { type: T; data: EventData[T] } }[EventType]

type Teller = Pick<Services, 'store' | 'clock' | 'ids' | 'queued'>

/** @param events is called only when somebody listens. */
export async function tell(
  services: Teller,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  events: () => NewEvent[] | Promise<NewEvent[]>,
): Promise<void> {
  const { vendor, partners } = await listenersOf(services, trx, program.id)
  if (vendor.length === 0 && partners.size === 0) return
  for (const event of await events()) {
    const partnerId = partnerOf(event)
    const own = partners.has(partnerId) ? await postbacksOf(services, trx, program.id, partnerId) : []
    const hearing = [...vendor, ...own].filter((one) => one.active && wants(one, event.type))
    // A vendor can replay what its endpoints did not ask for; a partner cannot.
    if (vendor.length === 0 && hearing.length === 0) continue
    const id = await writeEvent(services, trx, program, event)
    for (const listener of hearing) await queueDelivery(services, trx, program, id, listener.id)
  }
}

/** Whose it is; empty when nobody's. */
const partnerOf = ({ data }: NewEvent): string => ('partnerId' in data ? (data.partnerId ?? '') : '')

export interface Listener {
  id: string
  active: boolean
  /** Null: everything. */
  events: readonly string[] | null
}

export const wants = ({ events }: Pick<Listener, 'events'>, type: string): boolean =>
  events === null || events.includes(type)

interface Listeners {
  /** Also those that are not told anything now: what happens meanwhile is written down for them. */
  vendor: Listener[]
  /** Who has postbacks. What they are is looked up by partner: there can be ten thousand of them. */
  partners: ReadonlySet<string>
}

const nobody: Listeners = { vendor: [], partners: new Set() }

async function listenersOf(services: Teller, trx: Trx, programId: string): Promise<Listeners> {
  const found = await kept(services, `webhook endpoints of ${programId}`, async () => {
    const vendor = (await endpointsOf(trx, { programId })).map(listener)
    const owners = await postbackOwners(trx, { programId })
    return { vendor, partners: new Set(owners.map(({ partner_id }) => partner_id ?? '')) }
  })
  return found ?? nobody
}

/** Nothing that happens while a partner or its postback is stopped is kept for it. */
async function postbacksOf(
  services: Teller,
  trx: Trx,
  programId: string,
  partnerId: string,
): Promise<Listener[]> {
  const found = await kept(services, `postbacks of ${programId} ${partnerId}`, async () =>
    (await activePostbacks(trx, { programId, partnerId })).map(listener),
  )
  return found ?? []
}

const listener = (row: { id: string; status: string; events: string | null }): Listener => ({
  id: row.id,
  active: row.status === 'active',
  events: row.events === null ? null : (JSON.parse(row.events) as string[]),
})

const endpointsOf = prepared((reader: Reader, { programId }: { programId: string }) =>
  reader
    .selectFrom('webhook_endpoint')
    .where('program_id', '=', programId)
    .where('partner_id', 'is', null)
    .select(['id', 'status', 'events'])
    .orderBy('id'),
)

const postbackOwners = prepared((reader: Reader, { programId }: { programId: string }) =>
  reader
    .selectFrom('webhook_endpoint')
    .where('program_id', '=', programId)
    .where('partner_id', 'is not', null)
    .select('partner_id')
    .distinct(),
)

const activePostbacks = prepared((reader: Reader, of: { programId: string; partnerId: string }) =>
  reader
    .selectFrom('webhook_endpoint')
    .innerJoin('partner', (join) =>
      join
        .onRef('partner.program_id', '=', 'webhook_endpoint.program_id')
        .onRef('partner.id', '=', 'webhook_endpoint.partner_id'),
    )
    .where('webhook_endpoint.program_id', '=', of.programId)
    .where('webhook_endpoint.partner_id', '=', of.partnerId)
    .where('webhook_endpoint.status', '=', 'active')
    .where('partner.status', '=', 'active')
    .select(['webhook_endpoint.id', 'webhook_endpoint.status', 'webhook_endpoint.events'])
    .orderBy('webhook_endpoint.id'),
)

/** @returns its id. */
export async function writeEvent(
  { ids }: Pick<Services, 'ids'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  { type, data }: NewEvent,
): Promise<string> {
  const objectId = data.id
  // Whoever writes the next event of this object waits here for our commit, so the order is the truth's.
  const [counted] = await countEvent(trx, { program_id: program.id, object_id: objectId, sequence: 1 })
  const body = {
    type,
    timestamp: new Date(program.now).toISOString(),
    sequence: counted?.sequence ?? 1,
    data,
  }
  const id = ids.make('msg')
  await insertRow(trx, 'webhook_event', {
    program_id: program.id,
    id,
    type,
    object_id: objectId,
    body: JSON.stringify(body),
    created_at: program.now,
  })
  return id
}

const countEvent = prepared((reader, row: { program_id: string; object_id: string; sequence: number }) =>
  reader
    .insertInto('webhook_sequence')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['program_id', 'object_id'])
        .doUpdateSet((eb) => ({ sequence: eb('webhook_sequence.sequence', '+', 1) })),
    )
    .returning('sequence'),
)

/** @returns the delivery's id. */
export async function queueDelivery(
  services: Pick<Services, 'store' | 'clock' | 'ids' | 'queued'>,
  trx: Trx,
  program: Pick<Program, 'id' | 'now'>,
  eventId: string,
  endpointId: string,
): Promise<string> {
  const id = services.ids.make('dlv')
  await insertRow(trx, 'outbox', {
    program_id: program.id,
    id,
    topic: 'webhook',
    lane: endpointId,
    payload: JSON.stringify({ eventId }),
    // By real time, like mail: moving the twin's clock does not delay it.
    due_at: services.clock.now(),
    attempts: 0,
    leased_until: 0,
    done_at: null,
    outcome: null,
    created_at: program.now,
  })
  services.store.afterCommit(trx, () => services.queued('webhook'))
  return id
}
