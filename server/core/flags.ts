/**
 * What makes a commission wait until a person has looked. A flag never
 * refuses: a consultant who signs up a client from its own desk is normal.
 */
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
 * same company domain. At most one flag: the first says all that the second would.
 */
export function flagsFor({
  partnerEmail,
  customerEmail,
  partnerExternalId,
  customerExternalId,
}: FlagFacts): Flag[] {
  if (partnerExternalId != null && partnerExternalId === customerExternalId) {
    return [{ code: 'self_referral', reason: `The customer is the partner's own account. ${waits}` }]
  }
  const partner = canonical(partnerEmail)
  const customer = canonical(customerEmail)
  if (!partner || !customer || partner.domain !== customer.domain) return []
  if (partner.mailbox === customer.mailbox) {
    return [{ code: 'self_referral', reason: `The customer's address is the partner's own. ${waits}` }]
  }
  if (freemail.has(customer.domain)) return []
  return [{ code: 'same_domain', reason: `The customer's address is at the partner's own company. ${waits}` }]
}
