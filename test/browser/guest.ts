/** Walks on a host page, with a Goodword server that answers as each test wants. */
import type { RequestListener } from 'node:http'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { PK } from '../support/app.ts'
import { startGoodword } from './goodword.ts'
import { hostListener, listen } from './host-page.ts'
import { launch, visit } from './visitor.ts'

export interface Guest {
  page: Page
  /** How much has moved by itself so far, as browsers score it. */
  moved(): Promise<number>
}

export interface HostOptions extends BrowserContextOptions {
  /** What stands in the server's place. Default: Goodword. */
  listener?: RequestListener
  /** Default: both elements. */
  body?: string
  policy?: string
  /** How often the script tag stands on the page. Default 1. */
  tags?: number
  /** Runs in the page before everything else. */
  before?: () => void
  /** Complaints of the browser that belong to the test. */
  expected?: RegExp[]
}

export interface Host {
  /** Origin of the page. */
  origin: string
  /** Origin of the server. */
  server: string
  /** Goodword itself. */
  goodword: RequestListener
  /** From now on the server answers like this. */
  serve(listener: RequestListener): void
  /** One visit, after which the browser must have complained about nothing else. */
  visit(walk: (guest: Guest) => Promise<void>, options?: HostOptions): Promise<void>
  close(): Promise<void>
}

const elements = '<goodword-share></goodword-share><goodword-lead></goodword-lead>'

/** With one partner, whose code is `mara`. */
export async function openHost(): Promise<Host> {
  const browser = await launch(inject('chromePath'))
  // Both addresses have to be known before either can answer.
  let answerAsServer: RequestListener
  let answerAsHost: RequestListener
  const server = await listen((request, response) => answerAsServer(request, response))
  const host = await listen((request, response) => answerAsHost(request, response))
  const goodword = await startGoodword(server.origin, host.origin)
  const partner = { email: 'mara@agency.example', name: 'Mara Ito', planId: 'refer' }
  expect((await goodword.post('/v1/partners', partner)).status).toBe(201)

  return {
    origin: host.origin,
    server: server.origin,
    goodword: goodword.listener,
    serve: (listener) => {
      answerAsServer = listener
    },
    async visit(walk, { listener, body = elements, policy, tags, before, expected = [], ...options } = {}) {
      answerAsServer = listener ?? goodword.listener
      answerAsHost = hostListener({ goodword: server.origin, key: PK, body, tags }, policy)
      const { page, complaints, leave } = await visit(browser, options)
      page.setDefaultTimeout(10_000)
      if (before) await page.addInitScript(before)
      await page.addInitScript(countMoves)
      try {
        await walk({
          page,
          moved: () => page.evaluate(() => (window as unknown as { moved: number }).moved),
        })
        expect(complaints.filter((words) => !expected.some((one) => one.test(words)))).toEqual([])
      } finally {
        await leave()
      }
    },
    async close() {
      await browser.close()
      await host.close()
      await server.close()
      await goodword.close()
    },
  }
}

function countMoves(): void {
  const counted = Object.assign(window, { moved: 0 })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      counted.moved += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

/** What the page would send to its own server; null without the script. */
export const clickIds = (page: Page): Promise<string[] | null> =>
  page.evaluate(async () => (await window.Goodword?.getClickIds()) ?? null)

export const loaded = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => window.Goodword !== undefined)
