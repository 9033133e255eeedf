/** `goodword backup` beside a server that is written to all the time: the copy is one state, whole, and lives on. */
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { runCommand, type ServerProcess, startServer } from '../support/server-process.ts'
import { allIsWell, audit } from './audit.ts'
import { type Books, enrol, type Link, newBooks, settleAll, startLoad } from './load.ts'
import { startVisits } from './steady.ts'
import { pause } from './through-fault.ts'

let cli: string
let folder: string
let copy: string
let link: Link
/** What was acknowledged before the copy was begun. */
let before: Books
/** Facts that were told later. */
let after: Books['facts']

beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
  folder = mkdtempSync(join(tmpdir(), 'goodword-backup-'))
  copy = join(folder, 'copy')
  const place = { dataDir: join(folder, 'data') }
  const server = await startServer(cli, place)
  link = await enrol(server.url)
  const books = newBooks()
  const load = startLoad(server.url, link.code, books)
  await load.acknowledged(50, 20)
  const known = books.facts.filter((fact) => fact.acknowledged)
  before = { ...newBooks(), clicks: new Set(books.clicks), facts: known }
  const written = books.clicks.size + books.facts.length
  const started = performance.now()
  const made = await runCommand(cli, ['backup', copy], place)
  const ms = Math.round(performance.now() - started)
  const meanwhile = books.clicks.size + books.facts.length - written
  await load.stop()
  after = books.facts.filter((fact) => !known.includes(fact))
  await server.end('SIGTERM')
  console.info(
    `backup | ${written} clicks and facts before, ${meanwhile} during it | made in ${ms} ms | ` +
      `${books.unanswered + books.turnedAway} requests refused meanwhile`,
  )
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('Copied goodword.db') })
  expect(meanwhile).toBeGreaterThan(0)
  expect([books.unexpected, books.unanswered, books.turnedAway]).toEqual([[], 0, 0])
})
afterAll(() => {
  for (const path of [dirname(cli), folder]) rmSync(path, { recursive: true })
})

/** A server from a copy of the copy. */
async function restored<T>(name: string, work: (server: ServerProcess, dataDir: string) => Promise<T>) {
  const dataDir = join(folder, name)
  if (name !== 'whole') rmSync(join(dataDir, 'clicks.db'))
  expect(await runCommand(cli, ['verify'], dataDir)).toMatchObject({ code: 0 })
  const server = await startServer(cli, dataDir)
  try {
    return await work(server, dataDir)
  } finally {
    expect(await server.end('SIGTERM')).toBe(0)
  }
}

test('the copy is private, sound, and has all that was acknowledged before', async () => {
  expect(readdirSync(folder).sort()).toEqual(['copy', 'data'])
  expect(readdirSync(copy).sort()).toEqual(['clicks.db', 'goodword.db'])
  expect(statSync(copy).mode & 0o777).toBe(0o700)
  for (const name of ['goodword.db', 'clicks.db']) {
    expect(statSync(join(copy, name)).mode & 0o777).toBe(0o600)
    const connection = new Sqlite(join(copy, name), { readonly: true })
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok')
    connection.close()
  }
  for (const name of ['whole', 'without-clicks']) cpSync(copy, join(folder, name), { recursive: true })
  const found = await audit({ dataDir: copy }, before)
  expect(found).toMatchObject({ clicksLost: 0, factsLost: 0, doubled: 0, miscounted: 0 })
})

test('a server starts from it, and what came later can be told again', () =>
  restored('whole', async ({ url }, dataDir) => {
    const facts = [...before.facts, ...after].map((fact) => ({ ...fact, acknowledged: false }))
    const books = { ...before, facts }
    await settleAll(url, books)
    expect(books.unexpected).toEqual([])
    expect(await audit({ dataDir }, books)).toEqual(allIsWell)
  }))

test('without its clicks, the money is all there and new clicks are stored', () =>
  restored('without-clicks', async ({ url }, dataDir) => {
    const visits = startVisits(() => url, [link], 50)
    // The first answers of a new process are slow, and then not confirmed.
    while (visits.visits.confirmed.size < 10 && visits.visits.sent < 500) await pause(50)
    const { sent, right, confirmed } = await visits.stop()
    expect(right).toBe(sent)
    expect(confirmed.size).toBeGreaterThanOrEqual(10)
    const found = await audit({ dataDir }, { ...before, clicks: confirmed })
    expect(found).toMatchObject({ clicksLost: 0, factsLost: 0, miscounted: 0 })
    expect(commissions(dataDir)).toEqual(commissions(copy))
  }))

test('nothing is replaced, neither by a second backup nor by one into a folder with files', async () => {
  for (const target of [copy, join(folder, 'data')]) {
    const again = await runCommand(cli, ['backup', target], copy)
    expect(again).toMatchObject({ code: 2, output: expect.stringContaining('never replaces') })
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.unfinished'))).toEqual([])
})

function commissions(dataDir: string): unknown[] {
  const connection = new Sqlite(join(dataDir, 'goodword.db'), { readonly: true })
  try {
    return connection.prepare('select * from commission order by id').all()
  } finally {
    connection.close()
  }
}
