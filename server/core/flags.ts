/**
 * What makes a commission wait until a person has looked. A flag never
 * refuses: a consultant who signs up a client from its own desk is normal.
 */
import { isDisposable } from './disposable-mail.ts'
import type { Flag } from './types.ts'

export interface FlagFacts {
  partnerEmail: string | null
  customerEmail: string | null
  /** The vendor's own ids: the same one on both sides is the same account. */
  partnerExternalId?: string | null
  customerExternalId?: string
}

/** Addresses that everyone can have: sharing one of these says nothing. */
const freemail = new Set(
  (
    'gmail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it live.com ' +
    'live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.de yahoo.fr yahoo.com.br ymail.com ' +
    'icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com ' +
    'mail.ru yandex.ru yandex.com proton.me protonmail.com pm.me zoho.com fastmail.com hey.com posteo.de mailbox.org ' +
    'tuta.io tutanota.com orange.fr wanadoo.fr free.fr laposte.net libero.it bluewin.ch comcast.net verizon.net ' +
    'att.net btinternet.com qq.com 163.com 126.com naver.com'
  ).split(' '),
)

const waits = 'Commissions wait until the vendor has looked.'

interface Address {
  mailbox: string
  domain: string
}

/** Two spellings that reach the same mailbox come out equal. */
function canonical(email: string | null): Address | undefined {
  const text = (email ?? '').trim().toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 1 || at === text.length - 1) return undefined
  const domain = text.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com')
  const local = text.slice(0, at)
  const plain = local.replace(/(?<=.)\+.*$/, '')
  return { mailbox: domain === 'gmail.com' ? plain.replaceAll('.', '') : plain, domain }
}

/**
 * The reasons to look at a customer before its partner is paid: the same
 * account or mailbox (capitals, `+tag` and the dots of Gmail aside), or the
 * same company domain, of which the first says all that the second would; and
 * an address that is thrown away.
 */
export function flagsFor(facts: FlagFacts): Flag[] {
  const customer = canonical(facts.customerEmail)
  const related = relatedFlag(facts, customer)
  const thrownAway: Flag[] =
    customer && isDisposable(customer.domain)
      ? [{ code: 'disposable_mail', reason: `The customer's address is one that is thrown away. ${waits}` }]
      : []
  return related ? [related, ...thrownAway] : thrownAway
}

function relatedFlag(
  { partnerEmail, partnerExternalId, customerExternalId }: FlagFacts,
  customer: Address | undefined,
): Flag | undefined {
  if (partnerExternalId != null && partnerExternalId === customerExternalId) {
    return { code: 'self_referral', reason: `The customer is the partner's own account. ${waits}` }
  }
  const partner = canonical(partnerEmail)
  if (!partner || !customer || partner.domain !== customer.domain) return undefined
  if (partner.mailbox === customer.mailbox) {
    return { code: 'self_referral', reason: `The customer's address is the partner's own. ${waits}` }
  }
  if (freemail.has(customer.domain)) return undefined
  return { code: 'same_domain', reason: `The customer's address is at the partner's own company. ${waits}` }
}

/**
 * Too many of one partner in too short a time.
 *
 * @param before how many there were before this one, no more than are counted
 */
export function velocityFlag(
  before: number,
  limit: number | undefined,
  what: 'sign-ups' | 'sales',
  period: 'hour' | 'day',
): Flag | undefined {
  if (limit === undefined || before < limit) return undefined
  const most = `${limit} ${limit === 1 ? what.replace(/s$/, '') : what}`
  return { code: 'velocity', reason: `More than ${most} of this partner within one ${period}. ${waits}` }
}

const looks =
  'The vendor takes a look before it is paid, and tells you if anything is missing. Nothing is lost.'

/** The same for the partner: most of those who read it did nothing wrong. */
export const heldWords: Record<Flag['code'], string> = {
  self_referral: `This customer looks like yourself, which is fine when you bought for a client. ${looks}`,
  same_domain: `This customer is at your own company, which is fine when you signed up a client. ${looks}`,
  disposable_mail: `This customer signed up with an address that expires soon. ${looks}`,
  velocity: `Many came from you within a short time, which is a good sign. ${looks}`,
}
