/** The outbox: sent once by whoever leases it, tried again when it fails, given up in the end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMailJob } from '../../server/jobs/mail.ts'
import type { Worker } from '../../server/jobs/worker.ts'
import { createLog } from '../../server/log.ts'
import type { Mail, MailTransport } from '../../server/mail/transport.ts'
import { hashSecret } from '../../server/services/keys.ts'
import { queueMail } from '../../server/services/outbox.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const HOUR_MS = 3_600_000

describe.each(engines)('the mail job on %s', (engine) => {
  let app: TestApp
  let partnerId: string
  let programId: string
  let lines: string[]
  let jobs: Worker[]
  beforeEach(async () => {
    app = await startApp(engine)
    partnerId = (await app.post('/v1/partners', { email: 'mara@agency.example', name: 'Mara Ito' })).body.id
    programId = (await app.get('/v1/program')).body.id
    lines = []
    jobs = []
  })
  afterEach(async () => {
    for (const job of jobs) await job.stop()
    await app.close()
  })

  function job(transport: MailTransport): Worker {
    const made = createMailJob(
      app.composed.services,
      transport,
      createLog('info', { write: (line: string) => void lines.push(line) }),
    )
    jobs.push(made)
    return made
  }

  const queue = (count = 1, template: 'sign_in' | 'confirm' = 'sign_in') =>
    app.composed.services.store.write(async (trx) => {
      const program = { id: programId, now: app.clock.now() }
      for (let n = 0; n < count; n++)
        await queueMail(app.composed.services, trx, program, { template, partnerId })
    })
  const rows = () => app.composed.services.store.db.selectFrom('outbox').selectAll().orderBy('id').execute()
  const tokenOf = (mail: Mail | undefined): string =>
    /#(?:sign-in|confirm)=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''

  test('sends what is due, marks it, and sends it never again', async () => {
    const sent: Mail[] = []
    const worker = job({ send: async (mail) => void sent.push(mail) })
    await queue(3)
    await worker.drain()
    await worker.drain()
    app.clock.advance(48 * HOUR_MS)
    await worker.drain()
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(tokenOf)).size).toBe(3)
    expect((await rows()).every((row) => row.done_at !== null && row.attempts === 1)).toBe(true)
  })

  test('the payload has no token and no address; the token is stored as a hash', async () => {
    const sent: Mail[] = []
    await queue()
    expect((await rows()).map((row) => JSON.parse(row.payload))).toEqual([{ template: 'sign_in', partnerId }])
    await job({ send: async (mail) => void sent.push(mail) }).drain()
    const stored = await app.composed.services.store.db.selectFrom('sign_in_token').selectAll().execute()
    expect(stored.map((row) => row.hash)).toEqual([hashSecret(tokenOf(sent[0]))])
    expect(JSON.stringify(stored)).not.toContain(tokenOf(sent[0]))
  })

  test('two workers on one outbox send each mail once', async () => {
    const sent: string[] = []
    const slow: MailTransport = {
      async send(mail) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        sent.push(tokenOf(mail))
      },
    }
    await queue(12)
    const workers = [job(slow), job(slow), job(slow)]
    await Promise.all(workers.map((worker) => worker.drain()))
    expect(sent).toHaveLength(12)
    expect((await rows()).map((row) => row.attempts)).toEqual(Array(12).fill(1))
  })

  test('what a worker has in hand is left alone for a minute, then taken over', async () => {
    const sent: Mail[] = []
    let hang = (): void => {}
    const stuck = job({ send: () => new Promise((resolve) => (hang = resolve)) })
    await queue()
    const working = stuck.drain()
    await until(async () => (await rows())[0]?.attempts === 1)
    const other = job({ send: async (mail) => void sent.push(mail) })
    app.clock.advance(60_000)
    await other.drain()
    expect(sent).toHaveLength(0)
    app.clock.advance(1)
    await other.drain()
    expect(sent).toHaveLength(1)
    hang()
    await working
    await other.drain()
    expect(sent).toHaveLength(1)
  })

  test('a failure is tried again, later and later, and given up after eight times', async () => {
    const at: number[] = []
    const worker = job({
      send: async () => {
        at.push(app.clock.now())
        throw new Error('refused')
      },
    })
    await queue()
    for (let minutes = 0; minutes < 3 * 24 * 60 && (await rows())[0]?.done_at === null; minutes++) {
      await worker.drain()
      app.clock.advance(60_000)
    }
    expect(at).toHaveLength(8)
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0))
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b))
    expect(gaps.at(-1)).toBeLessThanOrEqual(6 * HOUR_MS + 60_000)
    expect((await rows())[0]).toMatchObject({ attempts: 8 })
    app.clock.advance(30 * 24 * HOUR_MS)
    await worker.drain()
    expect(at).toHaveLength(8)
    expect(lines.filter((line) => line.includes('"giveUp":true'))).toHaveLength(1)
  })

  test('one that cannot be sent does not keep the others waiting', async () => {
    const sent: Mail[] = []
    let first = true
    const worker = job({
      async send(mail) {
        if (first) {
          first = false
          throw new Error('refused')
        }
        sent.push(mail)
      },
    })
    await queue(3)
    await worker.drain()
    expect(sent).toHaveLength(2)
    app.clock.advance(HOUR_MS)
    await worker.drain()
    expect(sent).toHaveLength(3)
  })

  test('a second try has a token of its own, and both open', async () => {
    const tried: Mail[] = []
    const worker = job({
      async send(mail) {
        tried.push(mail)
        // The server took it, and the line broke before it said so.
        if (tried.length === 1) throw Object.assign(new Error('line broke'), { code: 'ECONNRESET' })
      },
    })
    await queue()
    await worker.drain()
    app.clock.advance(60_000)
    await worker.drain()
    const tokens = tried.map(tokenOf)
    expect(new Set(tokens).size).toBe(2)
    for (const token of tokens) {
      const headers = { Origin: 'https://refer.acme.example' }
      expect((await app.post('/v1/sessions', { token }, { as: null, headers })).status).toBe(201)
    }
  })

  test('a partner that is gone gets no mail, and the order is done', async () => {
    const sent: Mail[] = []
    partnerId = 'par_gone'
    await queue()
    await job({ send: async (mail) => void sent.push(mail) }).drain()
    expect(sent).toEqual([])
    expect((await rows())[0]?.done_at).not.toBeNull()
  })

  test('the log of a failure has its code and not what the mail server said', async () => {
    const refusal = Object.assign(new Error('550 5.1.1 <mara@agency.example>: unknown user'), {
      code: 'EENVELOPE',
      responseCode: 550,
      rejected: ['mara@agency.example'],
    })
    await queue()
    await job({ send: async () => Promise.reject(refusal) }).drain()
    const log = lines.join('')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      job: 'mail',
      code: 'EENVELOPE',
      responseCode: 550,
      attempts: 1,
    })
    for (const word of ['mara', 'agency.example', 'unknown user']) expect(log).not.toContain(word)
  })

  test('a stopped job finishes what it has and takes nothing more', async () => {
    const sent: Mail[] = []
    const worker = job({ send: async (mail) => void sent.push(mail) })
    await worker.stop()
    await queue()
    worker.kick()
    await worker.drain()
    expect(sent).toEqual([])
    expect((await rows())[0]?.done_at).toBeNull()
  })

  test('a kick sends without being asked to drain', async () => {
    const sent: Mail[] = []
    const worker = job({ send: async (mail) => void sent.push(mail) })
    await queue(2)
    worker.kick()
    await until(async () => sent.length === 2)
    expect(sent).toHaveLength(2)
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 500; n++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it did not come to hold')
}
