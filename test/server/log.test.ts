/** Nothing personal and nothing secret is ever logged, also when everything goes wrong. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../server/log.ts'
import { engines } from '../support/engines.ts'
import { type Caught, canary, startCaught } from './canary.ts'

/** Everything that would give the person or a secret away. */
const words = ({ issued }: Caught): string[] => [
  ...Object.values(canary),
  ...Object.values(issued),
  ...Object.values(issued).map((secret) => encodeURIComponent(secret)),
  'zyxwv',
  'Zyxwv',
  'Plumage',
  'plumage',
  'CanaryFox',
  '203.0.113',
]

describe.each(engines)('the log on %s', (engine) => {
  let caught: Caught
  beforeAll(async () => {
    caught = await startCaught(engine)
  })
  afterAll(() => caught.close())

  const leaks = (): string[] => {
    const log = caught.lines.join('')
    return words(caught).filter((word) => word !== '' && log.includes(word))
  }

  test('every request has one line: id, method, template, status and time', () => {
    const requests = caught.lines.map((line) => JSON.parse(line)).filter((line) => 'method' in line)
    expect(requests.length).toBeGreaterThan(30)
    for (const line of requests) {
      expect(Object.keys(line).sort()).toEqual([
        'level',
        'method',
        'ms',
        'requestId',
        'route',
        'status',
        'time',
      ])
    }
    const templates = requests.map((line) => line.route)
    expect(templates).toContain('GET /r/:code')
    expect(templates).toContain('GET /v1/customers/{externalId}')
    expect(new Set(requests.map((line) => line.requestId)).size).toBe(requests.length)
  })

  test('a whole life leaves no trace of the person or of a secret', () => {
    expect(Object.values(caught.issued).every((secret) => secret.length > 20)).toBe(true)
    expect(leaks()).toEqual([])
  })

  test('what breaks is logged with its place, and still without the values', async () => {
    const { store } = caught.composed.services
    await store.write((trx) => sql`alter table lead rename to lead_away`.execute(trx))
    const lead = {
      partnerId: canary.externalId,
      company: canary.company,
      contact: { name: canary.name, email: canary.email },
      need: canary.need,
    }
    const partners = (await caught.send('GET', '/v1/partners')).body.data
    const before = caught.lines.length
    const broken = await caught.send('POST', '/v1/leads', { ...lead, partnerId: partners[0].id })
    expect([broken.status, broken.body.code]).toEqual([500, 'internal'])
    for (const word of ['lead_away', 'SQL', 'insert', 'relation', canary.company])
      expect(broken.text).not.toContain(word)
    const errors = caught.lines
      .slice(before)
      .map((line) => JSON.parse(line))
      .filter((line) => line.level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({ requestId: broken.body.requestId, route: 'POST /v1/leads' })
    expect(errors[0].err.stack).toContain('at ')
    expect(leaks()).toEqual([])
    await store.write((trx) => sql`alter table lead_away rename to lead`.execute(trx))
  })

  test("an engine's message that carries a value does not", async () => {
    const { db } = caught.composed.services.store
    const bad =
      sql`select cast(${canary.email} as integer) / 0 from no_such_table_of_${sql.raw('zyxwv')}`.execute(db)
    const error = await bad.then(
      () => undefined,
      (cause: unknown) => cause,
    )
    expect(error).toBeInstanceOf(Error)
    const lines: string[] = []
    createLog('info', { write: (line: string) => void lines.push(line) }).error({ err: error })
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toContain(canary.email)
  })
})
