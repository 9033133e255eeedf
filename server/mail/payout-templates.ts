/** Mails about money and the people who handle it: plain text, one thought, what happens if it is ignored. */
import type { Mail } from './transport.ts'

interface Facts {
  to: string
  programName: string
  publicUrl: string
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Goes to the old place as well: whoever did not ask for it must be able to stop it. */
export function detailsChangedMail(facts: Facts & { hint: string; usableFrom: string | null }): Mail {
  const { hint, usableFrom } = facts
  const when =
    usableFrom === null
      ? 'The next payout goes there.'
      : `It counts from ${usableFrom}. Until then no payout goes out, neither to the old place nor to the new one.`
  return {
    to: facts.to,
    subject: oneLine(`Where ${facts.programName} pays you was changed`),
    text: `Hello,

your payouts from ${oneLine(facts.programName)} now go to: ${hint}

${when}

If this was not you, sign in and change it back, and tell ${oneLine(facts.programName)}:

${facts.publicUrl}/dashboard#payout
`,
  }
}

export function staffSignInMail(facts: Facts & { token: string }): Mail {
  return {
    to: facts.to,
    subject: oneLine(`Your sign-in link for ${facts.programName}, staff`),
    text: `Hello,

open the staff page here:

${facts.publicUrl}/staff#sign-in=${facts.token}

The link works once, for 15 minutes. If you did not ask for it, leave it alone: nothing happens.
`,
  }
}

export function staffConfirmMail(facts: Facts & { token: string }): Mail {
  return {
    to: facts.to,
    subject: oneLine(`Confirm that it is you, ${facts.programName}`),
    text: `Hello,

somebody who is signed in as you asks for payout files. If that is you, confirm it in the same browser:

${facts.publicUrl}/staff#confirm=${facts.token}

The link works once, for 15 minutes, and opens the files for 10. If you did not ask for it, do not open it: somebody else is signed in as you. Sign out everywhere and tell your colleagues.
`,
  }
}

export function staffAddedMail(facts: Facts & { added: string; role: string }): Mail {
  return {
    to: facts.to,
    subject: oneLine(`${facts.added} joined the staff of ${facts.programName}`),
    text: `Hello,

${oneLine(facts.added)} was added to the staff of ${oneLine(facts.programName)} as ${facts.role}.

If nobody of you did that, somebody else has your secret key: revoke it. Files with account numbers stay closed to a new person for 72 hours.
`,
  }
}
