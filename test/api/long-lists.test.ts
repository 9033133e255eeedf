/**
 * A page costs the same whatever lies behind it: every list and every filter,
 * asked on a history of tens of thousands of rows, finds what it should and
 * looks at little else.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'

const COPIES = 25_000
/** A page may pass over 10 000 entries of an index; whoever reads the whole history reads more. */
const MOST_ROWS = 12_000
/** So many pages are compared with the whole list. */
const PAGES = 60

const statuses = ['held', 'payable', 'void', 'in_payout', 'paid'] as const

describe.each(engines)('long lists on %s', (engine) => {
  let app: TestApp
  let mara: string
  let token: string
  let everything: Shown[]
  /** Takes the statements of the page that is asked for, and not those of a job that wakes up meanwhile. */
  const asked = new AsyncLocalStorage<RootOperationNode[]>()
  const db = () => app.composed.services.store.db

  beforeAll(async () => {
    app = await startApp(engine)
    mara = await join('mara')
    const ben = await join('ben')
    await sell('BEN', 'on-hold')
    await sell('MARA', 'sale')
    const { id } = (await app.post('/v1/links', { partnerId: mara })).body
    const lead = {
      company: 'Hill',
      contact: { name: 'Jo Hill', email: 'jo@hill.example' },
      need: 'a helpdesk',
    }
    token = (await app.post('/v1/tokens', { partnerId: mara })).body.token
    expect((await app.post('/v1/leads', lead, { as: token })).status).toBe(201)
    await makeHistory(mara, ben, id)
    if (engine === 'postgres') await write('analyze')
    everything = await walk('/v1/commissions?limit=100', COPIES)
    const watch: KyselyPlugin = {
      transformQuery: ({ node }) => {
        asked.getStore()?.push(node)
        return node
      },
      transformResult: async ({ result }) => result,
    }
    Object.assign(app.composed.services.store, { db: db().withPlugin(watch) })
  })
  afterAll(() => app.close())

  async function join(name: string): Promise<string> {
    const partner = { email: `${name}@x.example`, name, planId: 'create' }
    const { id } = (await app.post('/v1/partners', partner)).body
    await app.post('/v1/coupons', { partnerId: id, code: name })
    return id
  }

  async function sell(coupon: string, externalId: string): Promise<void> {
    const sale = { externalId, amount: 10_000, currency: 'EUR', coupon }
    expect((await app.post('/v1/sales', sale)).status).toBe(201)
  }

  const write = (statement: string) =>
    app.composed.services.store.write((trx) => sql.raw(statement).execute(trx))

  /** Copies the rows of a condition, `i` being 1 to `times`; columns that are not named stay as they are. */
  async function copy(table: string, from: string, columns: Record<string, string>, times = COPIES) {
    const { rows } = await sql<object>`select * from ${sql.table(table)} limit 1`.execute(db())
    const names = Object.keys(rows[0] ?? {})
    await write(
      `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')})
       with recursive n (i) as (select 1 union all select i + 1 from n where i < ${times})
       select ${names.map((name) => columns[name] ?? `${table}."${name}"`).join(', ')}
       from ${table}, n where ${from}`,
    )
  }

  /**
   * The oldest sales were paid long ago, most of them; every tenth was taken
   * back. The newest 5 000 are held, and a handful of old ones kept back.
   */
  async function makeHistory(partnerId: string, ben: string, linkId: string): Promise<void> {
    const id = (table: string) => `${table}.id || '-' || i`
    const created = (table: string) => `${table}.created_at - ${COPIES} + i`
    const age = `case when i <= ${COPIES - 5_000} then 60 else 0 end`
    const mine = `partner_id = '${partnerId}'`
    await copy('sale', "external_id = 'sale'", { id: id('sale'), external_id: id('sale') })
    await copy('commission', mine, {
      id: id('commission'),
      sale_id: "sale_id || '-' || i",
      created_at: created('commission'),
      hold_day: `hold_day - ${age}`,
    })
    await copy(
      'commission',
      `${mine} and i <= 1 and id like '%0'`,
      {
        id: `'back-' || commission.id`,
        kind: "'reversal'",
        amount_minor: '-amount_minor',
        created_at: 'commission.created_at + 7',
      },
      1,
    )
    await write(`update sale set on_hold = 1 where external_id = 'on-hold'`)
    await copy(
      'commission',
      `partner_id = '${ben}'`,
      {
        id: id('commission'),
        created_at: `commission.created_at - 2 * ${COPIES} + i`,
        hold_day: 'hold_day - 60',
      },
      30,
    )
    await copy('partner', `id = '${ben}'`, {
      id: id('partner'),
      email_key: 'null',
      created_at: created('partner'),
      status: "case when i % 2 = 0 then 'merged' else 'active' end",
    })
    await copy('partner_plan', `partner_id = '${ben}'`, { partner_id: "partner_id || '-' || i" })
    // All the links are hers, and a partner is shown with its links: she is on the last page.
    await write(`update partner set created_at = 0 where id = '${partnerId}'`)
    await copy('coupon', mine, { id: id('coupon'), code: "code || '-' || i", created_at: created('coupon') })
    await copy('link', `id = '${linkId}'`, {
      id: id('link'),
      key: 'i',
      code: "code || '-' || i",
      created_at: created('link'),
    })
    await copy('lead', mine, { id: id('lead'), created_at: created('lead') })
    await write(
      'insert into payout (program_id, id, partner_id, currency, amount_minor, status, created_at)' +
        ` select program_id, 'pay', id, 'EUR', 100, 'paid', 0 from partner where id = '${partnerId}'`,
    )
    await copy('payout', mine, { id: id('payout'), created_at: created('payout') })
  }

  const lists = (): { path: string; as?: string }[] => [
    ...['', `&partnerId=${mara}`].flatMap((of) => [
      { path: `/v1/commissions?limit=100${of}` },
      ...statuses.map((status) => ({ path: `/v1/commissions?limit=100${of}&status=${status}` })),
      { path: `/v1/coupons?limit=100${of}` },
    ]),
    { path: '/v1/partners?limit=100' },
    { path: '/v1/leads?limit=100' },
    { path: `/v1/links?limit=100&partnerId=${mara}` },
    ...['links', 'leads', 'commissions', 'payouts'].map((name) => ({
      path: `/v1/me/${name}?limit=100`,
      as: token,
    })),
  ]

  test('no page looks at much more than it shows', async () => {
    let statements = 0
    for (const { path, as } of lists()) {
      const options = as ? { as } : {}
      const nodes: RootOperationNode[] = []
      await asked.run(nodes, async () => {
        const first = await app.get(path, options)
        const cursor = first.body.nextCursor && encodeURIComponent(first.body.nextCursor)
        const second = cursor ? await app.get(`${path}&cursor=${cursor}`, options) : first
        expect([path, first.status, second.status]).toEqual([path, 200, 200])
      })
      statements += nodes.length
      for (const node of nodes) expect([path, await costly(node)]).toEqual([path, []])
    }
    expect(statements).toBeGreaterThan(lists().length)
  })

  /** What a statement does that it should not. */
  async function costly(node: RootOperationNode): Promise<string[]> {
    const { sql: text, parameters, query } = db().getExecutor().compileQuery(node, { queryId: 'plan' })
    const explain = engine === 'sqlite' ? 'explain query plan' : 'explain (analyze, format json)'
    const { rows } = await db().executeQuery<Record<string, unknown>>({
      sql: `${explain} ${text}`,
      parameters,
      query,
      queryId: { queryId: 'plan' },
    })
    if (engine === 'postgres') {
      const [{ Plan }] = rows[0]?.['QUERY PLAN'] as [{ Plan: Plan }]
      const looked = rowsOf(Plan)
      return looked > MOST_ROWS ? [`${looked} rows: ${text}`] : []
    }
    // A few rows that are named may be sorted; a list is read in its order.
    const maySort = / in \(/.test(text) || !/ order by /.test(text)
    return rows
      .map(({ detail }) => String(detail))
      .filter((line) => /^SCAN (?!\(|CONSTANT)/.test(line) || (!maySort && /B-TREE FOR ORDER/.test(line)))
      .map((line) => `${line}: ${text}`)
  }

  test.each(statuses)('with status=%s are all of them, newest first', async (status) => {
    for (const partner of [undefined, mara]) {
      const expected = everything.filter(
        (one) => one.status === status && (partner === undefined || one.partnerId === partner),
      )
      if (['held', 'payable', 'void'].includes(status)) expect(expected.length).toBeGreaterThan(2_000)
      const found = await walk(
        `/v1/commissions?limit=100&status=${status}${partner ? `&partnerId=${partner}` : ''}`,
      )
      const idsOf = (list: Shown[]) => list.map(({ id }) => id)
      expect(idsOf(found)).toEqual(idsOf(expected.slice(0, found.length)))
      expect(found.length).toBeGreaterThanOrEqual(Math.min(expected.length, 2_000))
    }
  })

  test('what is due is found behind everything that is not', async () => {
    app.clock.advance(-90 * DAY_MS)
    const { data, nextCursor } = (await app.get('/v1/commissions?status=payable')).body
    app.clock.advance(90 * DAY_MS)
    expect([data, nextCursor]).toEqual([[], null])
  })

  interface Shown {
    id: string
    status: string
    partnerId: string
  }

  async function walk(path: string, pages = PAGES): Promise<Shown[]> {
    const seen: Shown[] = []
    let cursor: string | null = ''
    for (let page = 0; cursor !== null && page < pages; page++) {
      const { body }: { body: { data: Shown[]; nextCursor: string | null } } = await app.get(
        `${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      seen.push(...body.data)
      cursor = body.nextCursor
    }
    return seen
  }
})

interface Plan {
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Everything that came out of a table or an index, and what was thrown away there. */
function rowsOf(plan: Plan): number {
  const own = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
  return own + (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), 0)
}
