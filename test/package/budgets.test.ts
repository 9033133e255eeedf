/** The budgets of what browsers load, measured on the build that ships. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { brotliBytes, closure, gzipBytes } from './sizes.ts'

const dist = join(import.meta.dirname, '../../dist')
const find = (pattern: RegExp, folder = ''): string[] =>
  readdirSync(join(dist, folder))
    .filter((name) => pattern.test(name))
    .map((name) => join(dist, folder, name))

describe('budgets', () => {
  test('the build is there', () => expect(existsSync(join(dist, 'goodword.js'))).toBe(true))

  test('the loader is at most 2.0 kB gzip', () => {
    const files = closure(join(dist, 'goodword.js'))
    expect(files.size).toBe(1)
    expect(gzipBytes(files)).toBeLessThanOrEqual(2000)
  })

  test('the browser SDK is at most 2.0 kB gzip', () => {
    expect(gzipBytes(closure(join(dist, 'index.js')))).toBeLessThanOrEqual(2000)
  })

  test.each(['share', 'lead'])('the embed <goodword-%s> with Preact is at most 14 kB brotli', (name) => {
    const view = find(new RegExp(`^embed-${name}-view-.*\\.js$`))
    expect(view).toHaveLength(1)
    const files = new Set([...closure(join(dist, 'embed.js')), ...view.flatMap((file) => [...closure(file)])])
    expect(brotliBytes(files)).toBeLessThanOrEqual(14_000)
  })

  test('the dashboard page is at most 40 kB brotli, with the parts that it loads later', () => {
    const files = [
      join(dist, 'widget/dashboard/index.html'),
      ...find(/^(dashboard|paperwork)-.*\.(js|css)$/, 'pages'),
    ]
    expect(files.length).toBeGreaterThanOrEqual(4)
    expect(brotliBytes(files)).toBeLessThanOrEqual(40_000)
  })
})
