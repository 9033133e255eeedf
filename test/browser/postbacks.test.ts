/** A partner connects a tool of its own, with a phone and with the keyboard, and the tool is really called. */
import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type GoodwordForHost, startGoodword } from './goodword.ts'
import { listen } from './host-page.ts'
import { launch, visit } from './visitor.ts'

let browser: Browser
let goodword: GoodwordForHost
let server: Awaited<ReturnType<typeof listen>>
let tool: Awaited<ReturnType<typeof listen>>
let called: { url: string; headers: IncomingHttpHeaders }[]
let status: number

beforeAll(async () => {
  called = []
  status = 204
  browser = await launch(inject('chromePath'))
  let answer: RequestListener = (_, response) => response.end()
  server = await listen((request, response) => answer(request, response))
  tool = await listen((request, response) => {
    called.push({ url: `${tool.origin}${request.url}`, headers: request.headers })
    response.writeHead(status).end()
  })
  goodword = await startGoodword(server.origin, server.origin, {
    privateWebhooks: true,
    detailsKey: Buffer.alloc(32, 7).toString('base64url'),
  })
  answer = goodword.listener
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await tool?.close()
  await goodword?.close()
})

test('added, tried, told of a commission, and deleted', async () => {
  const mara = { email: 'mara@agency.example', name: 'Mara Ito', planId: 'refer' }
  const { id: partnerId } = (await (await goodword.post('/v1/partners', mara)).json()) as { id: string }
  await goodword.post('/v1/coupons', { partnerId, code: 'MARA' })
  const { token } = (await (await goodword.post('/v1/tokens', { partnerId })).json()) as { token: string }
  const { page, complaints, leave } = await visit(browser, { viewport: { width: 360, height: 800 } })
  page.setDefaultTimeout(10_000)
  await page.goto(`${server.origin}/dashboard#token=${token}`)
  await page.getByRole('link', { name: 'Connect a tool' }).click()
  await page.getByRole('heading', { name: 'Your own tools', level: 1 }).waitFor()

  await page.getByLabel('Address to call').focus()
  await page.keyboard.type(`${tool.origin}/in?id={event_id}&what={event}&amount={amount}`)
  await page.keyboard.press('Enter')
  await page.getByText('Added. Try it with a test.').waitFor()
  const secret = await page.getByRole('textbox', { name: 'Its secret' }).inputValue()

  status = 500
  await page.getByRole('button', { name: /^Test it/ }).click()
  await page.getByText('It did not work: your tool answered with 500.').waitFor()
  await page.getByText('Not working', { exact: true }).waitFor()
  status = 204
  await page.getByRole('button', { name: /^Test it/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('It works: your tool answered with 204.').waitFor()
  await page.getByText('On', { exact: true }).waitFor()
  expect(called.map(({ url }) => new URL(url).searchParams.get('what'))).toEqual([
    'webhook.test',
    'webhook.test',
  ])

  await goodword.post('/v1/sales', { externalId: 'o1', amount: 10_000, currency: 'EUR', coupon: 'MARA' })
  await expect.poll(() => called.length, { timeout: 10_000 }).toBe(3)
  const [, , { url, headers }] = called as [unknown, unknown, (typeof called)[number]]
  expect(new URL(url).searchParams.get('amount')).toBe('20.00')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${url}`
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
  )

  await page.getByText('Last answers').click()
  await page.locator('.timeline').getByText('A commission was added').waitFor()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    'nothing is wider than a phone',
  ).toBe(0)
  await page.getByRole('button', { name: /^Delete/ }).click()
  await page
    .getByRole('button', { name: /^Keep it/ })
    .and(page.locator(':focus'))
    .waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Deleted. It is not called any more.').waitFor()
  await page.getByText('There is none yet.').waitFor()
  expect(complaints).toEqual([])
  await leave()
})
