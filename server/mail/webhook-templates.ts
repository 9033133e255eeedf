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
