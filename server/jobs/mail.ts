/**
 * Sends the mail that transactions ordered. A worker leases a message, makes
 * its token, sends it and marks it done; a crash in between means it is sent
 * again after the lease, with a token of its own.
 */
import type { Logger } from 'pino'
import { createStaffToken } from '../auth/staff.ts'
import { createSignInToken } from '../auth/tokens.ts'
import {
  detailsChangedMail,
  staffAddedMail,
  staffConfirmMail,
  staffSignInMail,
} from '../mail/payout-templates.ts'
import { confirmMail, type MailFacts, signInMail, termsMail } from '../mail/templates.ts'
import type { Mail, MailTransport } from '../mail/transport.ts'
import type { Services } from '../services/context.ts'
import { linksOf } from '../services/links.ts'
import type { MailOrder } from '../services/outbox.ts'
import { findPartner } from '../services/partners.ts'
import { openAddress } from '../services/payout-details.ts'
import { loadProgram, type Program, type Trx } from '../services/programs.ts'
import { findStaff } from '../services/staff.ts'
import { termsChange } from '../services/terms-change.ts'

const LEASE_MS = 60_000
const POLL_MS = 5_000
const MOST_ATTEMPTS = 8

export interface MailJob {
  /** Something was queued: look now. */
  kick(): void
  /** Sends everything that is due, then resolves. */
  drain(): Promise<void>
  stop(): Promise<void>
}

export function createMailJob(services: Services, transport: MailTransport, log: Logger): MailJob {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  const drain = async (): Promise<void> => {
    while (!stopped && (await sendOne(services, transport, log)));
  }
  const kick = (): void => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = drain()
      .catch((error: unknown) => log.error({ err: error, job: 'mail' }))
      .finally(() => {
        running = undefined
        if (again) {
          again = false
          kick()
        }
      })
  }
  const timer = setInterval(kick, POLL_MS)
  timer.unref()
  return {
    kick: () => void setImmediate(kick),
    async drain() {
      await drain()
      // What another turn of this job has in hand is on its way, too.
      await running
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

interface Leased {
  programId: string
  id: string
  order: MailOrder
  attempts: number
}

/** @returns false when nothing is due. */
async function sendOne(services: Services, transport: MailTransport, log: Logger): Promise<boolean> {
  const leased = await lease(services)
  if (!leased) return false
  try {
    const mail = await render(services, leased)
    if (mail) await transport.send(mail)
    await finish(services, leased, { done_at: services.clock.now() })
  } catch (error) {
    const giveUp = leased.attempts >= MOST_ATTEMPTS
    log.error({ ...failureOf(error), job: 'mail', outboxId: leased.id, attempts: leased.attempts, giveUp })
    const wait = Math.min(6 * 3_600_000, 5_000 * 4 ** leased.attempts)
    const now = services.clock.now()
    await finish(services, leased, giveUp ? { done_at: now } : { due_at: now + wait, leased_until: 0 })
  }
  return true
}

/** Codes only: a mail server's words repeat the address that it refuses. */
function failureOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, responseCode, command } = error as Error & Record<string, unknown>
  return { type: error.name, code, responseCode, command }
}

async function lease(services: Services): Promise<Leased | undefined> {
  const { store, clock } = services
  const now = clock.now()
  const due = await store.db
    .selectFrom('outbox')
    .where('done_at', 'is', null)
    .where('due_at', '<=', now)
    .where('leased_until', '<', now)
    .where('topic', '=', 'mail')
    .select(['program_id', 'id', 'attempts'])
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  if (!due) return undefined
  // Several servers may have seen the same row: the one whose update still finds it free has it.
  const row = await store.write((trx) =>
    trx
      .updateTable('outbox')
      .set({ leased_until: now + LEASE_MS, attempts: due.attempts + 1 })
      .where('program_id', '=', due.program_id)
      .where('id', '=', due.id)
      .where('attempts', '=', due.attempts)
      .where('done_at', 'is', null)
      .returning(['program_id', 'id', 'payload', 'attempts'])
      .executeTakeFirst(),
  )
  if (!row) return lease(services)
  return {
    programId: row.program_id,
    id: row.id,
    order: JSON.parse(row.payload) as MailOrder,
    attempts: row.attempts,
  }
}

async function render(services: Services, { programId, order }: Leased): Promise<Mail | undefined> {
  return services.store.write(async (trx) => {
    const program = await loadProgram(trx, services.clock, programId)
    if ('staffId' in order) return renderStaffMail(services, trx, program, order)
    const partner = await findPartner(trx, programId, order.partnerId)
    if (!partner) return undefined
    const place = { programName: program.definition.name, publicUrl: services.publicUrl }
    if (order.template === 'details_changed') {
      const { sealedTo, hint, usableFrom } = order
      const to = sealedTo === null ? partner.email : openAddress(services, programId, partner.id, sealedTo)
      return detailsChangedMail({ ...place, to, hint, usableFrom })
    }
    if (order.template === 'terms') {
      const change = await termsChange(trx, program, order)
      return change && termsMail({ ...place, to: partner.email, partnerName: partner.name, ...change })
    }
    const facts: MailFacts = {
      ...place,
      to: partner.email,
      partnerName: partner.name,
      token: await createSignInToken(services, trx, program, partner.id, order.template),
    }
    if (order.template === 'sign_in') return signInMail(facts)
    const [link] = await linksOf(trx, programId, partner.id)
    return confirmMail({ ...facts, code: link?.code })
  })
}

async function renderStaffMail(
  services: Services,
  trx: Trx,
  program: Program,
  order: Extract<MailOrder, { staffId: string }>,
): Promise<Mail | undefined> {
  const staff = await findStaff(trx, program.id, order.staffId)
  if (!staff) return undefined
  const facts = { to: staff.email, programName: program.definition.name, publicUrl: services.publicUrl }
  if (order.template === 'staff_added')
    return staffAddedMail({ ...facts, added: order.added, role: order.role })
  const token = await createStaffToken(
    services,
    trx,
    program.id,
    staff.id,
    order.template === 'staff_confirm' ? order.sessionHash : null,
  )
  return order.template === 'staff_confirm'
    ? staffConfirmMail({ ...facts, token })
    : staffSignInMail({ ...facts, token })
}

async function finish(
  { store }: Services,
  { programId, id }: Leased,
  set: { done_at?: number; due_at?: number; leased_until?: number },
): Promise<void> {
  await store.write((trx) =>
    trx.updateTable('outbox').set(set).where('program_id', '=', programId).where('id', '=', id).execute(),
  )
}
