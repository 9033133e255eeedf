/** A partner's first page costs the same, however many clicks are behind it. */
import { join } from 'node:path'
import { callAll, startGoodword } from './goodword.ts'
import { apiHeaders } from './load.ts'
import { type Pace, race, ratioOf } from './race.ts'
import { seedClicks } from './seed-clicks.ts'
import { CLICK_DAYS } from './seeds.ts'
import { printBound } from './table.ts'
import { makeWorld } from './world.ts'

const CONNECTIONS = 16
const LINKS_EACH = 10
const sizes = process.env.GOODWORD_LONG === '1' ? [1_000, 1_000_000, 10_000_000] : [1_000, 1_000_000]

export async function summaryRow(pace: Pace): Promise<void> {
  const { scratch } = pace
  const database = { dataDir: join(scratch, 'summary') }
  const partners = await makeWorld(database, sizes.length, scratch)
  const server = await startGoodword(database, scratch)
  const links = partners.flatMap(({ id }) =>
    Array.from({ length: LINKS_EACH }, () => post('/v1/links', { partnerId: id })),
  )
  const made: { partnerId: string; code: string }[] = await callAll(server, links)
  const tokens: { token: string }[] = await callAll(
    server,
    partners.map(({ id }) => post('/v1/tokens', { partnerId: id })),
  )
  await server.stop()
  for (const [index, clicks] of sizes.entries()) {
    const codes = made.filter((link) => link.partnerId === partners[index]?.id).map((link) => link.code)
    await seedClicks(database, codes, { clicks, days: CLICK_DAYS })
  }

  const again = await startGoodword(database, scratch)
  const outcomes = await race(
    `summary: a partner's own numbers, ${LINKS_EACH} links, ${CONNECTIONS} connections, SQLite`,
    sizes.map((clicks, index) => ({
      name: `GET /v1/me/summary, ${clicks} clicks`,
      server: again,
      load: {
        connections: CONNECTIONS,
        headers: apiHeaders(tokens[index]?.token ?? ''),
        requests: [{ method: 'GET', path: '/v1/me/summary' }],
      },
    })),
    pace,
  )
  await again.stop()
  const [few, ...more] = outcomes
  if (!few) throw new Error('nobody ran')
  more.forEach((outcome, index) => {
    printBound(`how much slower with ${sizes[index + 1]} clicks`, ratioOf(few, outcome), '≤', 2, '×')
  })
}

const post = (path: string, body: object) => ({ method: 'POST', path, body: JSON.stringify(body) })
