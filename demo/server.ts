/** The demo as a whole: a Goodword server, a vendor's shop and two partners' sites on one address. */
import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Goodword } from 'goodword/node'
import { createGoodword } from 'goodword/server'
import { enrol } from './people.ts'
import { demoProgram } from './program.ts'
import { seed } from './seed.ts'
import { createSite } from './site/index.ts'
import { openState, saveState } from './state.ts'

export interface DemoOptions {
  /** 0 takes any free port. */
  port: number
  /** Folder of the keys, and of the database unless `databaseUrl` is given. */
  dataDir: string
  /** PostgreSQL instead of SQLite. */
  databaseUrl?: string
}

export interface Demo {
  /** Origin, such as `http://localhost:8787`. */
  origin: string
  publishableKey: string
  secretKey: string
  /** Answers what is under way, then closes the database. */
  close(): Promise<void>
}

/** Requests that take longer than this at the end are cut. */
const DRAIN_MS = 3_000

/**
 * Starts the demo; on an empty database it also writes its past.
 *
 * @throws with `code: 'EADDRINUSE'` when the port is taken; nothing was touched then.
 */
export async function startDemo({ port, dataDir, databaseUrl }: DemoOptions): Promise<Demo> {
  let handle: RequestListener = (_request, response) =>
    response.writeHead(503, { 'Retry-After': '1' }).end('The demo is getting ready.\n')
  const server = createServer((request, response) => handle(request, response))
  // First the port: links in the database lead to it.
  const origin = `http://localhost:${await listen(server, port)}`
  try {
    // Links lead to the address they were made for, so every port has a past of its own.
    const dir = databaseUrl === undefined ? join(dataDir, new URL(origin).port) : dataDir
    const state = openState(dir, Date.now())
    const { publishableKey, secretKey } = state
    const keys = { publishableKey, secretKey }
    // There is no Stripe here: the demo tells what Stripe would.
    const stripeSecret = `whsec_${randomBytes(24).toString('hex')}`
    const served = await createGoodword({
      publicUrl: origin,
      dataDir: dir,
      databaseUrl,
      program: demoProgram(origin),
      hookSecrets: { stripe: [{ secret: stripeSecret, modes: ['live'] }] },
      ...keys,
    })
    const close = async () => {
      await drain(server)
      await served.close()
    }
    try {
      handle = served.listener
      const goodword = new Goodword({ secretKey, baseUrl: origin })
      const people = await enrol(goodword)
      if (!state.seeded) {
        await seed(goodword, people, state.createdAt)
        saveState(dir, { ...state, seeded: true })
      }
      const scripts = new URL('pages/', import.meta.url)
      const site = createSite({ goodword, people, publishableKey, origin, stripeSecret, scripts })
      handle = (request, response) =>
        /^\/demo(?:[/?]|$)/.test(request.url ?? '')
          ? site(request, response)
          : served.listener(request, response)
      return { origin, ...keys, close }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await drain(server)
    throw error
  }
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => resolve((server.address() as AddressInfo).port))
  })

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
