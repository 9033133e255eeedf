/** The same guests when the server, the network or the page's policy fails them: the page must not notice. */
import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Guest, type Host, openHost } from './guest.ts'

let host: Host
beforeAll(async () => {
  host = await openHost()
})
afterAll(() => host?.close())

/** Answers like Goodword for the paths that match, like a bad day for the rest. */
const except =
  (fine: RegExp, otherwise: RequestListener): RequestListener =>
  (request, response) =>
    (fine.test(request.url ?? '') ? host.goodword : otherwise)(request, response)

/** No answer is waited for longer than five seconds. */
const waitFor = (day: string): number => (day === 'hanging' ? 6_000 : 1_000)

const badDays: Record<string, RequestListener> = {
  down: (request) => request.socket.destroy(),
  hanging: () => {},
  'answering 500': (_request, response) =>
    response.writeHead(500, { 'Access-Control-Allow-Origin': '*' }).end('broken'),
}
const garbage: RequestListener = (_request, response) =>
  response
    .writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' })
    .end('<h1>A friendly hotel network</h1>')

/** What the browser itself notes about loads that failed. Anything else would be ours. */
const browserNotes = [/Failed to load resource/, /blocked by CORS policy/]

describe('on a bad day the page is as if we were not there', () => {
  /** @param waitMs longer than the page waits for us on such a day */
  const stillWell =
    (waitMs: number) =>
    async ({ page, moved }: Guest) => {
      await page.goto(`${host.origin}/?via=mara`, { waitUntil: 'domcontentloaded' })
      const top = () => page.locator('#below').evaluate((below) => below.getBoundingClientRect().top)
      // What a person sees first: before the first paint nothing has a place to move from.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      const before = await top()
      await page.waitForTimeout(waitMs)
      expect([await moved(), await top()]).toEqual([0, before])
    }

  test.each(Object.entries(badDays))('the server is %s', (name, listener) =>
    host.visit(
      async (guest) => {
        await stillWell(waitFor(name))(guest)
        expect(await guest.page.evaluate(() => typeof window.Goodword)).toBe('undefined')
      },
      { listener, expected: browserNotes },
    ))

  test('the page’s policy does not let us in', () =>
    host.visit(stillWell(1_000), {
      policy: "default-src 'none'; style-src 'self'",
      expected: [/Content Security Policy/],
    }))

  test('the page’s policy lets the script in and no request out', () =>
    host.visit(stillWell(1_000), {
      policy: "default-src 'none'; script-src http://localhost:*; style-src 'self'",
      expected: [/Content Security Policy/],
    }))

  describe.each(
    Object.entries({ ...badDays, 'speaking garbage': garbage }),
  )('the script came, then the server is %s', (name, otherwise) => {
    test('and the elements do not come', () =>
      host.visit(stillWell(waitFor(name)), {
        listener: except(/^\/goodword\.js/, otherwise),
        expected: [...browserNotes, /MIME type/],
      }))

    test('and the elements come, say so, and lose nothing', () =>
      host.visit(
        async ({ page }) => {
          await page.goto(`${host.origin}/?via=mara`)
          const press = page.getByRole('button', { name: 'Register this lead' })
          await page.getByLabel('Company', { exact: true }).fill('Client GmbH')
          await page.getByLabel('Contact name').fill('Kim Sol')
          await page.getByLabel('Contact e-mail').fill('kim@client.example')
          await page.getByLabel('What they need').fill('A rota.')
          await press.click()
          const lead = { company: 'A', contact: { name: 'B', email: 'c@d.example' }, need: 'E' }
          const answers = page.evaluate(
            (fields) =>
              Promise.all([
                window.Goodword?.getClickIds(),
                window.Goodword?.click('mara'),
                window.Goodword?.lead(fields),
              ]),
            lead,
          )
          expect(await answers).toMatchObject([[], null, { error: { code: 'unreachable' } }])
          await page.getByText('The terms did not load. Nothing was lost.').waitFor({ timeout: 20_000 })
          await page.locator('goodword-lead').locator('.notice').waitFor({ timeout: 20_000 })
          // The server recovers; the same press, with the same answers, goes through.
          host.serve(host.goodword)
          await press.click()
          await page.getByRole('heading', { name: 'Client GmbH is registered' }).waitFor()
        },
        { listener: except(/^\/[\w-]+\.js/, otherwise), expected: browserNotes },
      ))
  })

  test.each([
    ['throws', "setTimeout(() => { throw new Error('a guest that shouts') }, 100)"],
    ['rejects', "Promise.reject(new Error('a guest that shouts'))"],
    ['logs an error', "console.error('a guest that shouts')"],
    [
      'pushes the page down',
      "setTimeout(() => document.body.prepend(document.createElement('h1'), 'Hello'), 500)",
    ],
  ])('a script that %s would be noticed', async (_name, script) => {
    const listener: RequestListener = (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script)
    await expect(host.visit(stillWell(1_000), { listener })).rejects.toThrow()
  })
})
