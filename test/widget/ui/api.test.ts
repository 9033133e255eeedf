/** What a person hears when the server does not answer as hoped. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask, newAttemptKey, problemText } from '../../../widget/ui/api.ts'
import { sharedStrings } from '../../../widget/ui/strings.ts'
import { fakeServer, problem, type Reply } from '../support/page.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function hear(reply: Reply | undefined): Promise<string> {
  fakeServer(reply ? { 'GET /v1/me': () => reply } : {})
  const answer = await ask({ server: '' }, 'GET', '/v1/me')
  if (answer.ok) throw new Error('expected a problem')
  return problemText(answer.problem, sharedStrings)
}

describe('problems in words', () => {
  test.each([
    ['no connection', undefined, /Nothing was lost. Check your network/],
    ['a fault', { status: 500, body: 'not json at all' }, /cannot answer right now/],
    ['a fault of a proxy', { status: 502 }, /cannot answer right now/],
    ['too many', { status: 429, headers: { 'retry-after': '30' } }, /Try again in 30 seconds/],
    ['an ended access', problem(401, 'credential_invalid'), /access has ended/],
    ['a refusal with words', problem(409, 'code_taken'), /About code_taken/],
    ['a refusal without', { status: 400, body: null }, /Look over what you entered/],
  ])('%s', async (_, reply, words) => {
    expect(await hear(reply)).toMatch(words)
  })

  test('a server that never answers is given up, and said so', async () => {
    vi.useFakeTimers()
    vi.stubGlobal(
      'fetch',
      (_: string, init: RequestInit) =>
        new Promise((_done, fail) =>
          init.signal?.addEventListener('abort', () => fail(new Error('aborted'))),
        ),
    )
    const asking = ask({ server: '' }, 'GET', '/v1/me')
    await vi.advanceTimersByTimeAsync(15_000)
    const answer = await asking
    expect(answer.ok ? '' : answer.problem.kind).toBe('timeout')
  })
})

test('a key never travels with cookies, a session never without', async () => {
  const calls = fakeServer({ 'GET /v1/me': () => ({ body: {} }) })
  await ask({ server: 'https://refer.test', bearer: 'gw_pk_1' }, 'GET', '/v1/me')
  await ask({ server: '' }, 'GET', '/v1/me')
  expect(calls.map((call) => call.credentials)).toEqual(['omit', 'same-origin'])
  expect(calls[0]?.headers.get('authorization')).toBe('Bearer gw_pk_1')
  expect(calls[1]?.headers.get('authorization')).toBeNull()
})

test('attempt keys are visible ASCII and do not repeat', () => {
  const keys = Array.from({ length: 50 }, newAttemptKey)
  expect(new Set(keys).size).toBe(50)
  for (const key of keys) expect(key).toMatch(/^\d{1,20}-\d{1,20}$/)
})
