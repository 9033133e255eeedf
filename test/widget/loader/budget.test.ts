// @vitest-environment node
import { expect, test } from 'vitest'
import { bundle } from './bundle.ts'

test.each([
  ['the script tag', 'widget/loader/index.ts', 'iife', 2000],
  ['the browser SDK', 'sdk/index.ts', 'es', 2000],
  ['what the script tag fetches on demand', 'widget/loader/actions.ts', 'es', 1500],
] as const)('%s keeps its budget of gzipped bytes', async (_, input, format, budget) => {
  const { code, gzipBytes } = await bundle('built', input, format)
  expect(gzipBytes).toBeLessThanOrEqual(budget)
  // Not an empty file either, and nothing that a page without modules or with a strict CSP would refuse.
  expect(gzipBytes).toBeGreaterThan(budget / 3)
  expect(code).not.toMatch(/\beval\(|new Function|innerHTML|import\.meta|process\.env/)
})
