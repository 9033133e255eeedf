/** The mails, in plain text: one thought, one link, what happens if it is ignored. */
import type { Mail } from './transport.ts'

export interface MailFacts {
  to: string
  partnerName: string
  programName: string
  publicUrl: string
  /** For the link; in the fragment, so that no server ever logs it. */
  token: string
  /** For a confirmation: the link that is waiting. */
  code?: string
}

/** A name in a subject must stay one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export function signInMail(facts: MailFacts): Mail {
  return {
    to: facts.to,
    subject: oneLine(`Your sign-in link for ${facts.programName}`),
    text: `Hello ${oneLine(facts.partnerName)},

open your dashboard here:

${facts.publicUrl}/dashboard#sign-in=${facts.token}

The link works once, for 15 minutes. If you did not ask for it, leave it alone: nothing happens.
`,
  }
}

/**
 * Anybody can fill in a form with somebody else's address. So nothing they
 * wrote stands in here, not even the name, or we would carry their message.
 */
export function confirmMail(facts: Omit<MailFacts, 'partnerName'>): Mail {
  return {
    to: facts.to,
    subject: oneLine(`Confirm your link with ${facts.programName}`),
    text: `Hello,

your link works already:

${facts.publicUrl}/r/${facts.code ?? ''}

Confirm that this is your address, and everything it earns is yours:

${facts.publicUrl}/dashboard#confirm=${facts.token}

The confirmation works once, for 7 days. If you did not ask for a link, leave this mail alone: nothing is opened in your name.
`,
  }
}

export interface TermsFacts extends Omit<MailFacts, 'token' | 'code'> {
  /** In whole sentences; empty: what was announced does not happen. */
  changes: string[]
  /** Written out; undefined: they count already. */
  from?: string
}

/** Only for new customers: the first thing to say to somebody whose terms change. */
export function termsMail({ to, partnerName, programName, publicUrl, changes, from }: TermsFacts): Mail {
  const told =
    changes.length > 0
      ? `your terms with ${oneLine(programName)} change for customers that you bring ${from ? `from ${from} on` : 'from now on'}.
Customers that you have brought already keep the terms they came under.

${changes.map((change) => `- ${change}`).join('\n')}`
      : `the change of your terms with ${oneLine(programName)} that was announced does not take place.
Your terms stay as they are.`
  return {
    to,
    subject: oneLine(
      changes.length > 0
        ? `New terms with ${programName}${from ? ` from ${from}` : ''}`
        : `Your terms with ${programName} stay as they are`,
    ),
    text: `Hello ${oneLine(partnerName)},

${told}

All terms, as sentences: ${publicUrl}/dashboard
`,
  }
}
