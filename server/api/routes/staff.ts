/** The vendor's people: who they are, how they sign in, and how they prove that it is still them. */
import { z } from '@hono/zod-openapi'
import {
  CONFIRMED_MS,
  confirmStaffSession,
  endStaffSession,
  openStaffSession,
  STAFF_SESSION_MS,
} from '../../auth/staff.ts'
import { bareIban, ibanFlaw, isBic } from '../../core/iban.ts'
import type { PayerTable, StaffTable } from '../../db/schema-payouts.ts'
import { queueMail } from '../../services/outbox.ts'
import { findPayer, setPayer } from '../../services/payout-details.ts'
import { Problem } from '../../services/problem.ts'
import { addStaff, findStaff, listStaff, staffByEmail, staffRoles } from '../../services/staff.ts'
import type { AppOptions } from '../app.ts'
import { cookieHeader, refuseCrossSite } from '../credentials.ts'
import { iso } from '../present.ts'
import { type Call, type Route, route } from '../route.ts'
import { email, text, timeOut } from '../schemas.ts'
import { Party } from './payee.ts'

const role = z.enum(staffRoles)
const token = z.strictObject({ token: z.string().min(1).max(200) })

const Staff = z
  .object({
    id: z.string(),
    email: z.string(),
    role,
    filesFrom: timeOut.openapi({ description: 'From when this person may take payout files.' }),
    createdAt: timeOut,
  })
  .openapi('Staff')

const presentStaff = (row: StaffTable) => ({
  id: row.id,
  email: row.email,
  role: row.role,
  filesFrom: iso(row.files_from),
  createdAt: iso(row.created_at),
})

const Payer = Party.extend({ iban: text(50).optional(), bic: text(20).optional() }).openapi('NewPayer')

const PayerBody = z
  .object({
    legalName: z.string(),
    address: z.string(),
    country: z.string(),
    taxId: z.string().nullable(),
    iban: z.string().nullable(),
    bic: z.string().nullable(),
  })
  .openapi('Payer')

const presentPayer = (row: PayerTable) => ({
  legalName: row.legal_name,
  address: row.address,
  country: row.country,
  taxId: row.tax_id,
  iban: row.iban,
  bic: row.bic,
})

/** The session of the staff that a call came with. */
function holderOf({ credential }: Call) {
  if (credential?.kind !== 'staff') throw new Problem('credential_not_allowed')
  return credential
}

export const staffRoutes = (options: AppOptions): Route[] => [
  route(
    {
      method: 'post',
      path: '/v1/staff',
      tag: 'Staff',
      summary: 'Add one of your people',
      description:
        'Or give somebody another role. Everybody else on the staff is told, and somebody who is added later than the first may take payout files only after 72 hours.',
      credentials: ['sk'],
      body: z.strictObject({ email, role }).openapi('NewStaff'),
      replies: { 201: { description: 'The person.', schema: Staff } },
    },
    async ({ services, body, transact }) => {
      const reply = await transact(async (trx, program) => ({
        status: 201,
        body: presentStaff(await addStaff(services, trx, program, body)),
      }))
      options.mailQueued()
      return reply
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/staff',
      tag: 'Staff',
      summary: 'List your people',
      credentials: ['sk', 'staff'],
      replies: {
        200: {
          description: 'Oldest first.',
          schema: z.object({ data: z.array(Staff) }).openapi('StaffList'),
        },
      },
    },
    async ({ services, program }) => ({
      status: 200,
      body: { data: (await listStaff(services.store.db, program.id)).map(presentStaff) },
    }),
  ),
  route(
    {
      method: 'post',
      path: '/v1/staff/sign-in',
      tag: 'Staff',
      summary: 'Ask for a sign-in link',
      description: 'Always the same answer, so that nobody learns who is on the staff.',
      credentials: [],
      body: z.strictObject({ email }).openapi('StaffSignIn'),
      replies: {
        202: {
          description: 'If the address belongs to somebody on the staff, a link is on its way.',
          schema: z.object({ status: z.literal('sent') }),
        },
      },
      problems: ['too_many_requests'],
    },
    async ({ services, program, body, request }) => {
      await options.limits.mail(options.addressOf(request), body.email)
      const staff = await staffByEmail(services.store.db, program.id, body.email)
      if (staff) {
        await services.store.write((trx) =>
          queueMail(services, trx, program, { template: 'staff_sign_in', staffId: staff.id }),
        )
        options.mailQueued()
      }
      return { status: 202, body: { status: 'sent' } }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/staff/sessions',
      tag: 'Staff',
      summary: 'Open a session with the token of a mail',
      description: 'Works once; the session lasts 12 hours.',
      credentials: [],
      body: token.openapi('NewStaffSession'),
      replies: { 201: { description: 'The session is in a cookie.', schema: Staff } },
      problems: ['token_spent', 'cross_site'],
    },
    async ({ services, body, request }) => {
      refuseCrossSite(request, services)
      const { session, staff } = await services.store.write(async (trx) => {
        const opened = await openStaffSession(services, trx, body.token)
        const staff = await findStaff(trx, opened.programId, opened.staffId)
        if (!staff) throw new Problem('token_spent')
        return { session: opened.session, staff }
      })
      const headers = cookieHeader('staff', services, session, STAFF_SESSION_MS / 1000)
      return { status: 201, headers, body: presentStaff(staff) }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/staff/sessions/current',
      tag: 'Staff',
      summary: 'Who I am',
      credentials: ['staff'],
      replies: {
        200: {
          description: 'The person, and until when it is confirmed.',
          schema: Staff.extend({ confirmedUntil: timeOut.nullable() }).openapi('StaffSession'),
        },
      },
    },
    async (call) => {
      const { staffId, confirmedAt } = holderOf(call)
      const staff = await findStaff(call.services.store.db, call.program.id, staffId)
      if (!staff) throw new Problem('credential_invalid')
      const confirmedUntil = confirmedAt === null ? null : iso(confirmedAt + CONFIRMED_MS)
      return { status: 200, body: { ...presentStaff(staff), confirmedUntil } }
    },
  ),
  route(
    {
      method: 'delete',
      path: '/v1/staff/sessions/current',
      tag: 'Staff',
      summary: 'Sign out',
      credentials: ['staff'],
      replies: { 204: { description: 'The session is gone.' } },
    },
    async (call) => {
      const { services } = call
      await services.store.write((trx) => endStaffSession(trx, holderOf(call).hash))
      return { status: 204, headers: cookieHeader('staff', services, '', 0), body: null }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/staff/confirm',
      tag: 'Staff',
      summary: 'Ask to confirm that it is me',
      description:
        'Sends a link to the mailbox of the person; opened in the same session, it counts 10 minutes.',
      credentials: ['staff'],
      replies: {
        202: { description: 'The link is on its way.', schema: z.object({ status: z.literal('sent') }) },
      },
      problems: ['too_many_requests'],
    },
    async (call) => {
      const { services, program, request } = call
      const { staffId, hash } = holderOf(call)
      await options.limits.mail(options.addressOf(request), staffId)
      await services.store.write((trx) =>
        queueMail(services, trx, program, { template: 'staff_confirm', staffId, sessionHash: hash }),
      )
      options.mailQueued()
      return { status: 202, body: { status: 'sent' } }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/staff/confirmations',
      tag: 'Staff',
      summary: 'Confirm with the token of a mail',
      description: 'Only the session that asked for it can use it.',
      credentials: ['staff'],
      body: token.openapi('NewConfirmation'),
      replies: {
        200: {
          description: 'Until when it counts.',
          schema: z.object({ confirmedUntil: timeOut }).openapi('Confirmation'),
        },
      },
      problems: ['token_spent'],
    },
    async (call) => {
      const { services, body } = call
      const { confirmedUntil } = await services.store.write((trx) =>
        confirmStaffSession(services, trx, holderOf(call), body.token),
      )
      return { status: 200, body: { confirmedUntil: iso(confirmedUntil) } }
    },
  ),
  route(
    {
      method: 'get',
      path: '/v1/payer',
      tag: 'Payouts',
      summary: 'Who pays',
      credentials: ['sk', 'staff'],
      replies: {
        200: {
          description: 'Null before it was said.',
          schema: z.union([PayerBody, z.null()]).openapi('MaybePayer'),
        },
      },
    },
    async ({ services, program }) => {
      const row = await findPayer(services.store.db, program.id)
      return { status: 200, body: row ? presentPayer(row) : null }
    },
  ),
  route(
    {
      method: 'put',
      path: '/v1/payer',
      tag: 'Payouts',
      summary: 'Say who pays',
      description: 'Your own name, address and tax id for statements, and the account that bank files name.',
      credentials: ['sk', 'staff'],
      roles: ['finance', 'owner'],
      body: Payer,
      replies: { 200: { description: 'As it is kept.', schema: PayerBody } },
    },
    async ({ body, transact }) =>
      transact(async (trx, program) => {
        const iban = body.iban === undefined ? null : bareIban(body.iban)
        const bic = body.bic === undefined ? null : bareIban(body.bic)
        const flaw = iban === null ? undefined : ibanFlaw(iban)
        const errors = [
          ...(flaw ? [{ path: 'iban', message: flaw }] : []),
          ...(bic !== null && !isBic(bic)
            ? [{ path: 'bic', message: 'A BIC has 8 or 11 letters and digits.' }]
            : []),
        ]
        if (errors.length > 0) throw new Problem('validation_failed', { errors })
        const row: PayerTable = {
          program_id: program.id,
          legal_name: body.legalName,
          address: body.address,
          country: body.country,
          tax_id: body.taxId ?? null,
          iban,
          bic,
          updated_at: program.now,
        }
        await setPayer(trx, row)
        return { status: 200, body: presentPayer(row) }
      }),
  ),
]
