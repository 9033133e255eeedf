/** Partners with money due, papers in order, and a finance person: what payouts need before anything happens. */
import { createStaffToken, openStaffSession } from '../../server/auth/staff.ts'
import { addStaff, type StaffRole } from '../../server/services/staff.ts'
import { DAY_MS, type TestApp } from './app.ts'

export const IBAN = 'DE89370400440532013000'

export interface Paid {
  partnerId: string
  token: string
}

/** Enrols a partner and sells for it so that `commissionMinor` is due (20 % of what its customer pays), 31 days ago. */
export async function earnt(
  app: TestApp,
  name: string,
  commissionMinor: number,
  { currency = 'EUR', daysAgo = 31 } = {},
): Promise<Paid> {
  const slug = name.toLowerCase().replace(/[^a-z]+/g, '-')
  const must = async (path: string, body: unknown) => {
    const answer = await app.post(path, body)
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const partner = await must('/v1/partners', { email: `${slug}@agency.example`, name, planId: 'refer' })
  await must('/v1/coupons', { partnerId: partner.id, code: `C-${slug}` })
  const { token } = await must('/v1/tokens', { partnerId: partner.id })
  await must('/v1/sales', {
    externalId: `ord-${slug}`,
    customerExternalId: `cus-${slug}`,
    amount: commissionMinor * 5,
    currency,
    coupon: `C-${slug}`,
    occurredAt: new Date(app.clock.now() - daysAgo * DAY_MS).toISOString(),
  })
  return { partnerId: partner.id, token }
}

/** A tax profile and where to pay. */
export async function papers(
  app: TestApp,
  { token }: Paid,
  details: object = { method: 'bank', name: 'Mara Ito', iban: IBAN },
  legalName = 'Mara Ito',
): Promise<void> {
  const profile = { legalName, address: 'Main Street 1\n10115 Berlin', country: 'DE', taxId: 'DE123456789' }
  for (const [path, body] of [
    ['/v1/me/tax-profile', profile],
    ['/v1/me/payout-details', details],
  ] as const) {
    const answer = await app.call('PUT', path, body, { as: token })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`)
  }
}

/** The headers of somebody on the staff who is signed in. */
export async function signedIn(
  app: TestApp,
  role: StaffRole = 'finance',
  email = `${role}@acme.example`,
): Promise<{ as: null; headers: Record<string, string>; staffId: string }> {
  const { services } = app.composed
  const live = await services.store.db
    .selectFrom('program')
    .where('mode', '=', 'live')
    .select('id')
    .executeTakeFirstOrThrow()
  const { session, staffId } = await services.store.write(async (trx) => {
    const program = { id: live.id, now: services.clock.now() }
    const staff = await addStaff(services, trx, program, { email, role, atOnce: true })
    const token = await createStaffToken(services, trx, live.id, staff.id, null)
    return openStaffSession(services, trx, token)
  })
  const headers = { Cookie: `__Host-gw_staff=${session}`, Origin: 'https://refer.acme.example' }
  return { as: null, headers, staffId }
}

/** Confirms a session as the mail would: asks, takes the link out of the mail, opens it. */
export async function confirm(app: TestApp, who: Awaited<ReturnType<typeof signedIn>>): Promise<void> {
  const asked = await app.call('POST', '/v1/staff/confirm', undefined, who)
  if (asked.status !== 202) throw new Error(asked.text)
  const token = await confirmationMailed(app)
  const done = await app.post('/v1/staff/confirmations', { token }, who)
  if (done.status !== 200) throw new Error(done.text)
}

/** The token of the confirmation that was mailed last: other mails of the same moment may come after it. */
export async function confirmationMailed(app: TestApp): Promise<string | undefined> {
  await app.composed.sendMail()
  const tokens = app.mails.flatMap(({ text }) => /#confirm=(\S+)/.exec(text)?.[1] ?? [])
  return tokens.at(-1)
}
