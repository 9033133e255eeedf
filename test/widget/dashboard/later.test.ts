/** A part whose code does not arrive, as after an update of the server. */
import { expect, test, vi } from 'vitest'
import { dashboard } from '../support/dashboard.tsx'
import { press, until } from '../support/page.ts'
import { healthy } from '../support/partner.ts'

vi.mock('../../../widget/dashboard/paperwork/index.tsx', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

const page = dashboard()

test('says so, and that reloading helps', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined)
  await page.open(healthy, '#payout')
  await until(() => page.text().includes('This part did not load. Nothing was lost.'), page.app)
  expect(document.activeElement).toBe(page.app.querySelector('h1'))
  press(page.app, 'Reload the page')
  expect(reload).toHaveBeenCalledOnce()
  reload.mockRestore()
})
