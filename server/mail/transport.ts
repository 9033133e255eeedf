/** How mail leaves: by SMTP, or, while developing, into a page of this server. */

import type { Transporter } from 'nodemailer'

export interface Mail {
  to: string
  subject: string
  text: string
}

export interface MailTransport {
  send(mail: Mail): Promise<void>
}

export interface SentMail extends Mail {
  at: number
}

export function smtpTransport(url: string, from: string): MailTransport {
  let opened: Promise<Transporter> | undefined
  // Loaded with the first mail: it is larger than the rest of the server together.
  const open = async () => (await import('nodemailer')).default.createTransport(url, { from })
  return {
    async send({ to, subject, text }) {
      opened ??= open()
      const transport = await opened
      // As an address object: whatever somebody typed can never become another header or recipient.
      await transport.sendMail({ to: { name: '', address: to }, subject, text })
    },
  }
}

/** Keeps the last mails in memory, newest first, for `/outbox`. */
export function localOutbox(now: () => number, kept = 50): MailTransport & { mails(): SentMail[] } {
  const mails: SentMail[] = []
  return {
    mails: () => mails,
    async send(mail) {
      mails.unshift({ ...mail, at: now() })
      mails.length = Math.min(mails.length, kept)
    },
  }
}
