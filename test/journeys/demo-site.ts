/** The demo on one engine, with a browser, for the journeys through it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { type RunningDemo, runDemo } from '../browser/demo.ts'
import { launch, type Visitor, visit } from '../browser/visitor.ts'
import { type Engine, newDatabase, type TestDatabase } from '../support/engines.ts'

export interface DemoSite {
  demo: RunningDemo
  browser: Browser
  database: TestDatabase
  /** Where its keys are, and on SQLite everything else. */
  dataDir: string
  close(): Promise<void>
}

export async function openSite(engine: Engine): Promise<DemoSite> {
  const database = await newDatabase(engine, { empty: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'goodword-demo-'))
  const browser = await launch(inject('chromePath'))
  const site: DemoSite = {
    demo: await runDemo({ dataDir, databaseUrl: database.options.databaseUrl }),
    browser,
    database,
    dataDir,
    async close() {
      await browser.close()
      // A test may have ended the first one and started another.
      await site.demo.stop()
      rmSync(dataDir, { recursive: true, force: true })
      await database.drop()
    },
  }
  return site
}

/**
 * One person's visit. Afterwards the browser must have complained about nothing
 * but what is `expected`: no exception, no console error, no broken policy.
 */
export async function asVisitor(
  { browser }: Pick<DemoSite, 'browser'>,
  walk: (page: Page, visitor: Visitor) => Promise<void>,
  { expected = [], ...options }: BrowserContextOptions & { expected?: RegExp[] } = {},
): Promise<void> {
  const visitor = await visit(browser, options)
  visitor.page.setDefaultTimeout(10_000)
  try {
    await walk(visitor.page, visitor)
    expect(visitor.complaints.filter((words) => !expected.some((one) => one.test(words)))).toEqual([])
  } finally {
    await visitor.leave()
  }
}

/** Asking whether there is a session is answered with a 401 when there is none. */
export const noSession = /status of 401 .*\/v1\/me\b/

/** Minor units of the first amount in EUR in a text. */
export function euros(text: string | null): number {
  const found = /(-|−)?([\d,]+)\.(\d\d) EUR/.exec(text ?? '')
  if (!found) throw new Error(`no amount in: ${text}`)
  return Number(`${found[2]?.replaceAll(',', '')}${found[3]}`) * (found[1] ? -1 : 1)
}

/** "Yours so far" on the dashboard that is open. */
export const earned = async (page: Page): Promise<number> =>
  euros(
    await page
      .getByRole('heading', { name: 'Yours so far' })
      .locator('xpath=following-sibling::p[1]')
      .textContent(),
  )

export async function openDashboardOf(page: Page, origin: string, who: 'Jo' | 'Mara'): Promise<void> {
  await page.goto(`${origin}/demo/${who === 'Jo' ? 'creator' : 'partner'}`)
  await page.getByRole('button', { name: `Open ${who}’s dashboard` }).click()
  await page.getByRole('heading', { name: 'Yours so far' }).first().waitFor()
}

/** Fills the checkout and places the order; stays where that leads. */
export async function buy(
  page: Page,
  origin: string,
  { product = 'team', email, coupon }: { product?: string; email?: string; coupon?: string } = {},
): Promise<void> {
  await page.goto(`${origin}/demo/shop/checkout?product=${product}`)
  if (email) await page.getByLabel('E-mail').fill(email)
  if (coupon) await page.getByLabel('Coupon').fill(coupon)
  await page.getByRole('button', { name: 'Place this order' }).click()
}
