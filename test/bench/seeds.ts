/** The databases that rows start from, each made when it is first needed. */
import { join } from 'node:path'
import { copyOf, type Database } from './goodword.ts'
import { seedClicks } from './seed-clicks.ts'
import { seedSales } from './seed-sales.ts'
import { print } from './table.ts'
import { type BenchPartner, makeWorld } from './world.ts'

export const LINKS = 1_000
export const CLICKS = 1_000_000
export const SALES = 1_000_000
/** A server that had this many clicks had them over some time. */
export const CLICK_DAYS = 90

export interface Seeded {
  /** Copy it before writing to it. */
  database: Database
  partners: BenchPartner[]
  codes: string[]
}

export interface Seeds {
  /** A thousand links with a million clicks on SQLite, and no sale. */
  clicks(): Promise<Seeded>
  /** The same with a million sales. */
  sales(): Promise<Seeded>
}

export function createSeeds(scratch: string): Seeds {
  let clicks: Promise<Seeded> | undefined
  let sales: Promise<Seeded> | undefined
  const seeds: Seeds = {
    clicks: () => {
      clicks ??= timed('seeded a million clicks', async () => {
        const database = { dataDir: join(scratch, 'seed') }
        const partners = await makeWorld(database, LINKS, scratch)
        const codes = partners.map((partner) => partner.code)
        await seedClicks(database, codes, { clicks: CLICKS, days: CLICK_DAYS })
        return { database, partners, codes }
      })
      return clicks
    },
    sales: () => {
      sales ??= seeds.clicks().then((seeded) =>
        timed('seeded a million sales', async () => {
          const database = copyOf(seeded.database, 'sales')
          print(`  ${await seedSales(database, seeded.partners, SALES, scratch)}`)
          return { ...seeded, database }
        }),
      )
      return sales
    },
  }
  return seeds
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await work()
  print(`  (${what} in ${((performance.now() - begun) / 1000).toFixed(0)} s)`)
  return result
}
