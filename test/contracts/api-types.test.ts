/**
 * The SDK's types are generated from the API's declarations and committed.
 * This fails when they are stale; `npm run api` writes them anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'

const FILE = new URL('../../sdk/api.gen.ts', import.meta.url)
const HEAD = '/* Generated from the API declarations by `npm run api`. Do not edit. */\n'

test('sdk/api.gen.ts is what the API declares', async () => {
  const app = await startApp('sqlite', { publicUrl: 'https://refer.example.com' })
  const document = (await app.get('/openapi.json', { as: null })).body as OpenAPI3
  await app.close()
  const fresh =
    HEAD + astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }))
  if (process.env.GOODWORD_UPDATE === '1') writeFileSync(FILE, fresh)
  expect(readFileSync(FILE, 'utf8')).toBe(fresh)
})
