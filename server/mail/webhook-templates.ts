/** The mail about an endpoint that is told nothing any more. */
import type { Mail } from './transport.ts'

export interface WebhookStoppedFacts {
  to: string
  programName: string
  url: string
  /** A whole sentence. */
  reason: string
}

export const webhookStoppedMail = ({ to, programName, url, reason }: WebhookStoppedFacts): Mail => ({
  to,
  subject: `Webhooks of ${programName.replace(/\s+/g, ' ').trim()} have stopped for one receiver`,
  text: `Hello,

nothing is sent any more to

${url}

${reason}

Nothing is lost: what happens meanwhile is kept for 30 days. When the receiver works again, set the endpoint to "active" and replay the time it missed.
`,
})

export interface PostbackStoppedFacts {
  to: string
  partnerName: string
  programName: string
  publicUrl: string
  /** As the partner wrote it, macros and all. */
  url: string
  /** `disabled`: the receiver answered 410. `paused`: nothing but failures for five days. */
  why: 'paused' | 'disabled'
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

const reasons = {
  paused: 'Your server has answered with errors for five days, or not at all.',
  disabled: 'Your server answered 410, which means that nothing is there any more.',
}

export const postbackStoppedMail = (facts: PostbackStoppedFacts): Mail => ({
  to: facts.to,
  subject: oneLine(`A postback of yours from ${facts.programName} is paused`),
  text: `Hello ${oneLine(facts.partnerName)},

we do not call this address any more:

${oneLine(facts.url)}

${reasons[facts.why]}

Your earnings are not touched by this: everything you earn is counted as before. When your server works again, switch the postback on again on your dashboard, and what still waits for it is sent:

${facts.publicUrl}/dashboard#postbacks
`,
})
