/**
 * The store of a SQLite server is locked, full, read-only or slow, while
 * visitors and customers come. Visitors notice nothing, customers are told to
 * come again, nothing acknowledged is lost, and with the fault goes its trace.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleForChild } from '../support/child.ts'
import { canBreakDisks, type Disk, diskBreaker } from './disk.ts'
import { expectPromisesKept } from './promised.ts'
import { type Fault, pause, throughFaults } from './through-fault.ts'

const LONG = process.env.GOODWORD_LONG === '1'

let cli: string
let folder: string
beforeAll(async () => {
  cli = await bundleForChild('server/cli.ts')
  folder = mkdtempSync(join(tmpdir(), 'goodword-store-'))
})
afterAll(() => {
  for (const path of [dirname(cli), folder]) rmSync(path, { recursive: true, force: true })
})

/** Another process, this one, holds both files. */
function locked(dataDir: string, begin: string, seconds: number): Fault {
  const held: Sqlite.Database[] = []
  return {
    name: `both files locked (${begin})`,
    seconds,
    async begin() {
      for (const name of ['goodword.db', 'clicks.db']) {
        // Without a wait of its own: that would stop the visitors, who live in this process.
        const connection = new Sqlite(join(dataDir, name), { timeout: 0 })
        held.push(connection)
        while (!connection.inTransaction) {
          try {
            connection.exec(begin)
          } catch {
            await pause(3)
          }
        }
      }
    },
    end() {
      for (const connection of held) connection.close()
    },
  }
}

const broken = (disk: Disk): Fault[] => [
  {
    name: 'disk full',
    seconds: LONG ? 30 : 2,
    begin: () => disk.failWith('ENOSPC'),
    end: () => disk.heal(),
  },
  {
    name: 'disk takes no writes',
    seconds: LONG ? 30 : 2,
    begin: () => disk.failWith('EROFS'),
    end: () => disk.heal(),
  },
  {
    // Longer than what is known of a link stays fresh.
    name: 'each sync takes 500 ms longer',
    seconds: LONG ? 30 : 6,
    begin: () => disk.delaySyncs(500),
    end: () => disk.heal(),
  },
]

describe('a store in trouble', () => {
  test('is locked by another process', async () => {
    const dataDir = join(folder, 'locked')
    const outcome = await throughFaults(cli, { dataDir }, [
      locked(dataDir, 'begin immediate', LONG ? 30 : 6),
      locked(dataDir, 'begin exclusive', LONG ? 30 : 2),
    ])
    expectPromisesKept(outcome)
    for (const { waitingAtMost, turnedAway, seconds } of outcome.faults) {
      expect(waitingAtMost).toBeGreaterThan(100 * seconds)
      expect(turnedAway).toBeGreaterThan(0)
    }
  })

  test.skipIf(!canBreakDisks)('has a disk that is full, takes no writes, is slow', async () => {
    const breaker = diskBreaker()
    const disk = breaker.newDisk()
    try {
      const outcome = await throughFaults(
        cli,
        { dataDir: mkdtempSync(join(folder, 'disk-')), env: disk.env },
        broken(disk),
      )
      expectPromisesKept(outcome)
      expect(disk.refused()).toBeGreaterThan(0)
      for (const { visits, seconds } of outcome.faults) {
        expect(visits.unconfirmed.size).toBeGreaterThan(100 * seconds)
      }
    } finally {
      disk.remove()
      breaker.remove()
    }
  })
})
