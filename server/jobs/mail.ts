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
import { postbackStoppedMail, webhookStoppedMail } from '../mail/webhook-templates.ts'
import type { Services } from '../services/context.ts'
import { linksOf } from '../services/links.ts'
import { leaseWork, type MailOrder, settleWork } from '../services/outbox.ts'
import { findPartner } from '../services/partners.ts'
import { openAddress } from '../services/payout-details.ts'
import { loadProgram, type Program, type Trx } from '../services/programs.ts'
import { findStaff } from '../services/staff.ts'
import { termsChange } from '../services/terms-change.ts'
import { createWorker, type Worker } from './worker.ts'

const POLL_MS = 5_000
const MOST_ATTEMPTS = 8

export function createMailJob(services: Services, transport: MailTransport, log: Logger): Worker {
  return createWorker({
    name: 'mail',
    pollMs: POLL_MS,
    log,
    async work(isStopped) {
      while (!isStopped() && (await sendOne(services, transport, log)));
    },
  })
}

/** @returns false when nothing is due. */
async function sendOne(services: Services, transport: MailTransport, log: Logger): Promise<boolean> {
  const { store, clock } = services
  const [leased] = await leaseWork(services, 'mail', '', 1)
  if (!leased) return false
  try {
    const mail = await render(services, leased.programId, JSON.parse(leased.payload) as MailOrder)
    if (mail) await transport.send(mail)
    await store.write((trx) => settleWork(trx, leased, { done_at: clock.now() }))
  } catch (error) {
    const giveUp = leased.attempts >= MOST_ATTEMPTS
    log.error({ ...failureOf(error), job: 'mail', outboxId: leased.id, attempts: leased.attempts, giveUp })
    const wait = Math.min(6 * 3_600_000, 5_000 * 4 ** leased.attempts)
    const now = clock.now()
    const then = giveUp ? { done_at: now } : { due_at: now + wait, leased_until: 0 }
    await store.write((trx) => settleWork(trx, leased, then))
  }
  return true
}

/** Codes only: a mail server's words repeat the address that it refuses. */
function failureOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, responseCode, command } = error as Error & Record<string, unknown>
  return { type: error.name, code, responseCode, command }
}

async function render(services: Services, programId: string, order: MailOrder): Promise<Mail | undefined> {
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
    if (order.template === 'postback_stopped') {
      const { url, why } = order
      return postbackStoppedMail({ ...place, to: partner.email, partnerName: partner.name, url, why })
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
  if (order.template === 'webhook_stopped') return webhookStoppedMail({ ...facts, ...order })
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
