/** The Node SDK has a method for every route that takes the secret key. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'

test('no secret-key route is missing from goodword/node', async () => {
  const app = await startApp('sqlite')
  const { paths } = (await app.get('/openapi.json', { as: null })).body
  await app.close()
  const source = readFileSync(new URL('../../sdk/node/resources.ts', import.meta.url), 'utf8')
  const calls = source.replaceAll(/\$\{segment\(\w+\)\}/g, '{}').replaceAll('`', "'")
  const missing: string[] = []
  for (const [path, methods] of Object.entries<Record<string, { security?: Record<string, unknown>[] }>>(
    paths,
  )) {
    for (const [method, { security }] of Object.entries(methods)) {
      if (!security?.some((scheme) => 'secretKey' in scheme)) continue
      const plain = path.replaceAll(/\{\w+\}/g, '{}')
      const single = new RegExp(
        `method: '${method.toUpperCase()}',\\s+path: '${plain.replaceAll(/[{}]/g, '\\$&')}'`,
      )
      const listed = method === 'get' && calls.includes(`pages(send)('${plain}'`)
      if (!single.test(calls) && !listed) missing.push(`${method} ${path}`)
    }
  }
  expect(missing).toEqual([])
})
