/**
 * kill -9 under mixed load, again and again: of one server, or of any of
 * several on one database. What was acknowledged must be there afterwards, once.
 */
import { type Place, runCommand, type ServerProcess, startServer } from '../support/server-process.ts'
import { type Audit, audit } from './audit.ts'
import { acknowledgedFacts, enrol, newBooks, settleAll, startLoad } from './load.ts'
import { pause } from './through-fault.ts'

/** Acknowledged before each kill, at least. */
export const CLICKS_A_KILL = 5
export const FACTS_A_KILL = 2

export interface KillLoop {
  place: Place
  /** What `node` runs as the server. */
  file: string
  /** The real program, whose `verify` looks. */
  cli: string
  servers: number
  kills: number
  /** True: this has been seen, stop. */
  enough?(looked: Look): boolean
}

export interface Look {
  audit: Audit
  /** Exit code of `goodword verify`. */
  verified: number | null
}

export interface Outcome {
  looks: Look[]
  readyMs: number[]
  clicks: number
  facts: number
  unexpected: string[]
}

export async function killLoop({ place, file, cli, servers, kills, enough }: KillLoop): Promise<Outcome> {
  const books = newBooks()
  const looks: Look[] = []
  const readyMs: number[] = []
  const fleet: ServerProcess[] = []
  const start = async (): Promise<void> => {
    const server = await startServer(file, place)
    readyMs.push(server.readyMs)
    fleet.push(server)
  }
  const anyUrl = (): string => fleet[Math.floor(Math.random() * fleet.length)]?.url ?? ''
  /** Whoever opens a SQLite folder next recovers it; what that server sees is what counts. */
  const look = async (): Promise<Look> => {
    const seen = {
      audit: await audit(place, books),
      verified: (await runCommand(cli, ['verify'], place)).code,
    }
    looks.push(seen)
    return seen
  }
  try {
    while (fleet.length < servers) await start()
    const { code } = await enrol(anyUrl())
    for (let kill = 0; kill < kills; kill++) {
      const load = startLoad(anyUrl, code, books)
      // On a slow machine, too, there is something to lose; when exactly is up to chance.
      await load.acknowledged(CLICKS_A_KILL, FACTS_A_KILL)
      await pause(Math.random() * 450)
      const [victim] = fleet.splice(Math.floor(Math.random() * fleet.length), 1)
      await victim?.end('SIGKILL')
      // The others serve on.
      if (fleet.length > 0) await pause(100)
      await load.stop()
      await start()
      if (enough?.(await look())) break
    }
    await settleAll(anyUrl, books)
    await look()
  } finally {
    for (const server of fleet) await server.end('SIGKILL')
  }
  return {
    looks,
    readyMs,
    clicks: books.clicks.size,
    facts: acknowledgedFacts(books),
    unexpected: books.unexpected,
  }
}
