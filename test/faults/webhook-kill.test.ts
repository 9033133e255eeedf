/** kill -9 again and again while sales are made and told: each is told, and only what was under way twice. */
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import { bundleForChild, startChild } from '../support/child.ts'
import { engines, newDatabase } from '../support/engines.ts'

const KILLS = process.env.GOODWORD_LONG ? 40 : 4
/** At once to one receiver, so many can be under way when it is killed. */
const UNDER_WAY = 4

let file: string
beforeAll(async () => {
  file = await bundleForChild('test/faults/webhook.child.ts')
})
afterAll(() => rmSync(dirname(file), { recursive: true }))

describe.each(engines)('a server that is killed on %s', (engine) => {
  test(`${KILLS} times loses no webhook`, { timeout: 60_000 + KILLS * 15_000 }, async () => {
    const { options, drop } = await newDatabase(engine)
    const times = new Map<string, number>()
    const sales = new Map<string, string>()
    const receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        const id = String(request.headers['webhook-id'])
        times.set(id, (times.get(id) ?? 0) + 1)
        sales.set(id, JSON.parse(body).data.externalId)
        response.end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    const sold: string[] = []
    const start = (round: string) =>
      startChild(file, [options.dataDir, options.databaseUrl ?? '', url, round])

    for (let round = 0; round < KILLS; round++) {
      const child = start(String(round))
      await child.line(`sold ord_${round}_${5 + 3 * round}`)
      await child.kill()
      sold.push(...child.lines.filter((line) => line.startsWith('sold ')).map((line) => line.slice(5)))
    }
    // What was in a killed server's hands is leased for a minute: nobody wants to wait that long.
    const store = await openStore(options)
    await store.write((trx) => trx.updateTable('outbox').set({ leased_until: 0 }).execute())
    const recorded = await store.db.selectFrom('sale').select('external_id').execute()
    await store.clicks.close()
    await store.close()

    const last = start('last')
    await last.line('ready')
    const told = () => new Set(sales.values())
    for (let waited = 0; waited < 400 && told().size < recorded.length; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await last.kill()
    receiver.close()
    receiver.closeAllConnections()
    await drop()

    // Every answer had been committed, every commit was told, nothing was told that was not committed.
    expect(sold.length).toBeGreaterThan(KILLS * 5)
    expect([...told()].sort()).toEqual(recorded.map((row) => row.external_id).sort())
    expect(sold.filter((externalId) => !told().has(externalId))).toEqual([])
    // One event a sale, and no more repeated than were under way at the kills.
    expect(sales.size).toBe(told().size)
    const repeated = [...times.values()].filter((count) => count > 1).length
    expect(repeated).toBeLessThanOrEqual(KILLS * UNDER_WAY)
  })
})
