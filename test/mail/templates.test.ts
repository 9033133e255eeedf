/** What a mail says, and that nothing typed by a stranger becomes a header, a recipient or a message. */
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { confirmMail, signInMail } from '../../server/mail/templates.ts'
import { localOutbox, smtpTransport } from '../../server/mail/transport.ts'

const facts = {
  to: 'mara@agency.example',
  partnerName: 'Mara Ito',
  programName: 'Acme Partners',
  publicUrl: 'https://refer.acme.example',
  token: 'T'.repeat(43),
}

describe('templates', () => {
  test('the token stands in the fragment, where no server sees it', () => {
    expect(signInMail(facts).text).toContain(`https://refer.acme.example/dashboard#sign-in=${facts.token}\n`)
    const mail = confirmMail({ ...facts, code: 'mara' })
    expect(mail.text).toContain(`https://refer.acme.example/dashboard#confirm=${facts.token}\n`)
    expect(mail.text).toContain('https://refer.acme.example/r/mara\n')
    for (const text of [signInMail(facts).text, mail.text]) expect(text.match(/[?&][^\s]*T{43}/)).toBeNull()
  })

  test.each([
    'A\r\nBcc: all@evil.example',
    'A\nB',
    'A\u2028B',
    'A\tB',
  ])('a subject is one line: %j', (name) => {
    for (const mail of [
      signInMail({ ...facts, programName: name }),
      confirmMail({ ...facts, programName: name }),
    ]) {
      expect(mail.subject).not.toMatch(/[\r\n\t\u2028]/)
    }
    expect(signInMail({ ...facts, partnerName: name }).text.split('\n')[0]).not.toMatch(/[\r\t\u2028]/)
  })

  test('a confirmation does not speak for whoever filled in the form', () => {
    const mail = confirmMail({ ...facts, partnerName: 'Click https://evil.example' } as typeof facts)
    expect(mail.text).not.toContain('evil.example')
  })
})

describe('the local outbox', () => {
  test('keeps the last ones, newest first', async () => {
    let now = 0
    const outbox = localOutbox(() => ++now, 3)
    for (const subject of ['a', 'b', 'c', 'd']) await outbox.send({ to: 'x@y.example', subject, text: '' })
    expect(outbox.mails().map((mail) => [mail.subject, mail.at])).toEqual([
      ['d', 4],
      ['c', 3],
      ['b', 2],
    ])
  })
})

/** As much of SMTP as a client needs, writing down what it is told. */
describe('SMTP', () => {
  let server: Server
  let port: number
  const told: string[] = []
  beforeAll(async () => {
    server = createServer((socket) => {
      let data = false
      let rest = ''
      socket.write('220 test\r\n')
      socket.on('data', (chunk) => {
        rest += chunk.toString()
        const lines = rest.split('\r\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          told.push(line)
          if (data) {
            if (line === '.') {
              data = false
              socket.write('250 taken\r\n')
            }
          } else if (line === 'DATA') {
            data = true
            socket.write('354 go on\r\n')
          } else if (line === 'QUIT') socket.end('221 bye\r\n')
          else socket.write('250 fine\r\n')
        }
      })
      socket.on('error', () => {})
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const send = async (to: string, subject = 'Hello', text = 'Text') => {
    told.length = 0
    await smtpTransport(`smtp://127.0.0.1:${port}`, 'Acme <partners@acme.example>').send({
      to,
      subject,
      text,
    })
    const blank = told.indexOf('')
    return {
      headers: told.slice(told.indexOf('DATA') + 1, blank),
      recipients: told.filter((line) => line.startsWith('RCPT')),
    }
  }

  test('goes to the one address, from the configured sender', async () => {
    const { headers, recipients } = await send('mara@agency.example')
    expect(recipients).toEqual(['RCPT TO:<mara@agency.example>'])
    expect(headers).toContain('To: mara@agency.example')
    expect(headers).toContain('From: Acme <partners@acme.example>')
  })

  test.each([
    'mara@agency.example\r\nBcc: all@evil.example',
    'mara@agency.example\nRCPT TO:<all@evil.example>',
    'mara@agency.example, all@evil.example',
    '"x" <all@evil.example>, mara@agency.example',
  ])('%j reaches nobody else', async (to) => {
    const { headers = [], recipients = [] } = await send(to).catch(() => ({ headers: [], recipients: [] }))
    expect(recipients.filter((line) => /<all@evil\.example>/.test(line))).toEqual([])
    expect(recipients.length).toBeLessThanOrEqual(1)
    expect(headers.filter((line) => /^bcc:/i.test(line))).toEqual([])
  })

  test('a subject with line ends makes no header', async () => {
    const { headers } = await send('mara@agency.example', 'Hi\r\nBcc: all@evil.example\r\nX-Evil: 1')
    expect(headers.filter((line) => /^(bcc|x-evil):/i.test(line))).toEqual([])
  })
})
