/** PostgreSQL crashes and comes back, or stands still for a while: the same promises as on a failing disk. */
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { expectPromisesKept } from './promised.ts'
import { throughFaults } from './through-fault.ts'

const LONG = process.env.GOODWORD_LONG === '1'

describe.skipIf(process.env.GOODWORD_TEST_ENGINES === 'sqlite')('PostgreSQL', () => {
  let cli: string
  let postgres: PostgresServer
  beforeAll(async () => {
    cli = await bundleForChild('server/cli.ts')
    postgres = await startPostgres({ durable: true })
  })
  afterAll(async () => {
    await postgres.stop()
    rmSync(dirname(cli), { recursive: true })
  })

  test('crashes and comes back, stands still and goes on', async () => {
    const databaseUrl = await postgres.createDatabase('faults')
    const outcome = await throughFaults(cli, { dataDir: '', databaseUrl }, [
      {
        name: 'PostgreSQL gone',
        seconds: LONG ? 30 : 3,
        begin: () => postgres.crash(),
        end: () => postgres.startAgain(),
      },
      {
        // Longer than what is known of a link stays fresh.
        name: 'PostgreSQL stands still',
        seconds: LONG ? 30 : 6,
        begin: () => postgres.freeze(),
        end: () => postgres.thaw(),
      },
    ])
    expectPromisesKept(outcome)
    for (const { waitingAtMost, seconds } of outcome.faults) {
      expect(waitingAtMost).toBeGreaterThan(100 * seconds)
    }
  })
})
