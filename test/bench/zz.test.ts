import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'vitest'
import pg from 'pg'
import { startPostgres } from '../support/postgres-server.ts'
import { openPostgres } from '../../server/db/postgres.ts'
import { migrate } from '../../server/db/migrate.ts'

const N = Number(process.env.N ?? 40)
const BATCHES = Number(process.env.B ?? 2000)
const MS = 86_400_000
const cpuOf = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10_000 }

test('x', async () => {
  const server = await startPostgres({ durable: true })
  try {
    const url = await server.createDatabase('x')
    const store = await openPostgres({ url })
    await migrate(store as never)
    await store.clicks.ensureClickPartitions(Date.now())
    await store.close()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows: [{ pid }] } = await client.query('select pg_backend_pid() as pid')
    const links = Array.from({ length: 1000 }, (_, n) => n + 1)
    const text = (counters: boolean, from = `select * from unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::text[], $7::boolean[])
      as given (id, at, link_key, visitor, flags, referrer, is_unique)`) => `with given as (${from})` + (counters ? `, stored as (
    insert into click (id, at, link_key, visitor, flags, referrer) select id, at, link_key, visitor, flags, referrer from given)
  insert into click_day as counted (link_key, day, clicks, visitors, flagged)
  select link_key, at / ${MS}, count(*) filter (where flags = 0), count(*) filter (where flags = 0 and is_unique), count(*) filter (where flags <> 0)
  from given group by 1, 2 order by 1, 2
  on conflict (link_key, day) do update set clicks = counted.clicks + excluded.clicks, visitors = counted.visitors + excluded.visitors, flagged = counted.flagged + excluded.flagged`
    : ` insert into click (id, at, link_key, visitor, flags, referrer) select id, at, link_key, visitor, flags, referrer from given`)
    let seq = 0
    const batch = (ids: number) => Array.from({ length: ids }, () => {
      const id = Buffer.alloc(16); id.writeUIntBE(Date.now(), 0, 6); randomBytes(10).copy(id, 6); seq++
      return { id, at: id.readUIntBE(0, 6), link: links[Math.floor(Math.random() * 1000)]!, visitor: randomBytes(8), flags: 0, referrer: 'google.com', unique: true }
    })
    const arrays = (clicks: ReturnType<typeof batch>) => [clicks.map(c => c.id), clicks.map(c => c.at), clicks.map(c => c.link), clicks.map(c => c.visitor), clicks.map(c => c.flags), clicks.map(c => c.referrer), clicks.map(c => c.unique)]
    const literals = (clicks: ReturnType<typeof batch>) => {
      let a = '{', b = '{', c = '{', d = '{', e = '{', f = '{', g = '{'
      let comma = ''
      for (const x of clicks) {
        a += comma + '"\\\\x' + x.id.toString('hex') + '"'
        b += comma + x.at; c += comma + x.link
        d += comma + '"\\\\x' + x.visitor.toString('hex') + '"'
        e += comma + x.flags
        f += comma + (x.referrer === null ? 'null' : '"' + x.referrer + '"')
        g += comma + (x.unique ? 't' : 'f')
        comma = ','
      }
      return [a + '}', b + '}', c + '}', d + '}', e + '}', f + '}', g + '}']
    }
    const run = async (name: string, sql: string, values: (c: ReturnType<typeof batch>) => unknown[]) => {
      for (let n = 0; n < 100; n++) await client.query({ name, text: sql, values: values(batch(N)) })
      const prepared = Array.from({ length: BATCHES }, () => batch(N))
      const pg0 = cpuOf(pid), n0 = process.cpuUsage(), t0 = performance.now()
      for (const one of prepared) await client.query({ name, text: sql, values: values(one) })
      const n1 = process.cpuUsage(n0)
      console.info(name.padEnd(24), 'pg', ((cpuOf(pid) - pg0) / BATCHES / N).toFixed(1), 'node', ((n1.user + n1.system) / BATCHES / N).toFixed(1), 'per batch wall', ((performance.now() - t0) / BATCHES * 1000).toFixed(0))
    }
    for (let round = 0; round < 2; round++) {
      await run('now', text(true), arrays)
      await run('literals', text(true), literals)
      await run('no counters', text(false), literals)
      await run('nothing', `select count(*) from unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[], $6::text[], $7::boolean[])`, literals)
    }
    await client.end()
  } finally { await server.stop() }
}, 600_000)
