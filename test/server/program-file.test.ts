/** The program file: comments and trailing commas, and mistakes with their line and column. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { programSchema } from '../../server/api/definition.ts'
import { parseProgram } from '../../server/commands/program-file.ts'
import { lint } from '../../server/core/lint.ts'
import { definition, startApp } from '../support/app.ts'
import { everyWord } from '../support/every-word.ts'

const commented = (json: string) =>
  `// Our program\n${json.replace('"holdDays"', '/* until refunds are over */ "holdDays"').replace(/\n\}$/, ',\n}')}\n`

const refusal = (text: string): string => {
  try {
    parseProgram('p.jsonc', text)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('this should have been refused')
}

test('comments, trailing commas, a byte order mark and $schema', () => {
  const text = commented(JSON.stringify({ $schema: './program.schema.json', ...everyWord }, null, 2))
  expect(text).toContain(',\n}')
  expect(parseProgram('p.jsonc', `\uFEFF${text}`).definition).toEqual(everyWord)
})

test.each([
  ['a missing comma', '{\n  "name": "Acme"\n  "website": "x"\n}', 'p.jsonc:3:3: Comma expected.'],
  [
    'a name that stands twice',
    '{\n  "name": "a",\n  "name": "b"\n}',
    'p.jsonc:3:3: "name" stands twice here.',
  ],
  ['nothing at all', '', 'p.jsonc'],
])('%s', (_, text, message) => {
  expect(refusal(text)).toContain(message)
})

test('a wrong field is found where it stands, an unknown and a missing one as near as can be', () => {
  const lines = JSON.stringify(definition, null, 2).split('\n')
  const line = (word: string) => lines.findIndex((text) => text.includes(word)) + 1
  const [, stay] = definition.plans
  const change = (more: object) => refusal(JSON.stringify({ ...definition, ...more }, null, 2))
  expect(change({ payoutDay: 31 })).toBe(
    `p.jsonc:${line('payoutDay')}:3: payoutDay: Too big: expected number to be <=28`,
  )
  expect(change({ website: 'https://other.example/' })).toContain(`p.jsonc:${line('website')}:3: website: `)
  expect(change({ plans: [{ ...stay, rules: [{}] }] })).toMatch(
    /^p\.jsonc:\d+:9: plans\.0\.rules\.0: Say how much/,
  )
  expect(change({ surprise: 1 })).toMatch(/^p\.jsonc:\d+:3: surprise: There is no such field\.$/)
  const { name: _name, ...nameless } = definition
  expect(refusal(JSON.stringify(nameless))).toMatch(/^p\.jsonc:1:1: name: /)
})

test.each(['README.md', 'docs/program.md'])('the file in %s is right, and needs no explanation', (page) => {
  const [, text = ''] = /```jsonc\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8')) ?? []
  const { definition } = parseProgram(page, text)
  expect(definition.plans.length).toBeGreaterThan(0)
  expect(lint(definition).filter(({ kind }) => kind === 'error')).toEqual([])
})

test('the schema is served to editors, and is the one that is checked', async () => {
  const app = await startApp('sqlite')
  const { status, body, headers } = await app.get('/program.schema.json', { as: null })
  await app.close()
  expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  expect(body).toEqual(JSON.parse(JSON.stringify(programSchema())))
  expect(body).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' })
  expect(Object.keys(body.properties)).toEqual(expect.arrayContaining(['$schema', ...Object.keys(everyWord)]))
  expect(JSON.stringify(body)).toContain('Basis points: 2000 is 20 %.')
})
