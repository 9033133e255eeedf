import { afterEach, describe, expect, test } from 'vitest'
import { GoodwordConnectionError, GoodwordError } from '../../../sdk/node/index.ts'
import {
  backoffMs,
  createSender,
  retryAfterSeconds,
  type Send,
  type SendOptions,
  sleep,
} from '../../../sdk/node/send.ts'
import { type Answer, answer, hang, problem, reset, serve, type TestServer, torn } from './server.ts'

let server: TestServer | undefined
afterEach(() => server?.[Symbol.asyncDispose]())

/** A sender whose waits take no time but are written down. */
async function against(answers: Answer[], options: Partial<SendOptions> = {}) {
  server = await serve(...answers)
  const waits: number[] = []
  const send: Send = createSender({
    secretKey: 'gw_sk_test_1',
    baseUrl: server.baseUrl,
    timeoutMs: 2000,
    maxRetries: 3,
    fetch: globalThis.fetch,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      waits.push(ms)
    },
    random: () => 0.5,
    ...options,
  })
  return { send, waits, asked: server.asked }
}

const sale = { method: 'POST', path: '/v1/sales', body: { externalId: 'ord_1', amount: 100 } } as const
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  )

describe('a request', () => {
  test('carries the key, JSON and an idempotency key, and nothing in the address', async () => {
    const { send, asked } = await against([answer(201, { id: 'sal_1' })])
    expect(await send(sale)).toEqual({ id: 'sal_1' })
    expect(asked).toMatchObject([
      {
        method: 'POST',
        url: '/v1/sales',
        body: { externalId: 'ord_1', amount: 100 },
        headers: {
          authorization: 'Bearer gw_sk_test_1',
          'content-type': 'application/json',
          'idempotency-key': expect.stringMatching(/^[\x21-\x7e]{16,255}$/),
        },
      },
    ])
  })

  test('that reads has neither body nor idempotency key; undefined filters are left out', async () => {
    const { send, asked } = await against([answer(200, {})])
    await send({
      method: 'GET',
      path: '/v1/commissions',
      query: { partnerId: 'par_1', cursor: undefined, limit: 5 },
    })
    expect(asked[0]?.url).toBe('/v1/commissions?partnerId=par_1&limit=5')
    expect(asked[0]?.headers).not.toHaveProperty('idempotency-key')
    expect(asked[0]?.headers).not.toHaveProperty('content-type')
  })

  test('two calls have two keys; a key that is given is used', async () => {
    const { send, asked } = await against([answer(201, {})])
    await send(sale)
    await send(sale)
    await send({ ...sale, idempotencyKey: 'order-1' })
    const [one, two, three] = asked.map((request) => request.headers['idempotency-key'])
    expect(one).not.toBe(two)
    expect(three).toBe('order-1')
  })

  test('204 answers undefined', async () => {
    const { send } = await against([answer(204)])
    expect(await send({ method: 'GET', path: '/v1/x' })).toBe(undefined)
  })
})

describe('is sent again', () => {
  test.each<[string, Answer]>([
    ['408', problem(408, 'timeout')],
    ['409 in flight', problem(409, 'idempotency_in_flight', { 'retry-after': '0' })],
    ['425', problem(425, 'too_early')],
    ['429', problem(429, 'too_many_requests')],
    ['500', problem(500, 'internal')],
    ['502 without a problem', answer(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' })],
    ['503', problem(503, 'unavailable')],
    ['a connection reset', reset],
    ['an answer torn in half', torn],
  ])('after %s, with the same key and body', async (_, failure) => {
    const { send, asked, waits } = await against([failure, failure, answer(201, { id: 'sal_1' })])
    expect(await send(sale)).toEqual({ id: 'sal_1' })
    expect(asked).toHaveLength(3)
    expect(new Set(asked.map((request) => request.headers['idempotency-key'])).size).toBe(1)
    expect(asked.map((request) => request.body)).toEqual([sale.body, sale.body, sale.body])
    expect(waits).toEqual([250, 500])
  })

  test('after a timeout of its own for each attempt', async () => {
    const { send, asked } = await against([hang, answer(201, { id: 'sal_1' })], { timeoutMs: 60 })
    expect(await send(sale)).toEqual({ id: 'sal_1' })
    expect(asked).toHaveLength(2)
  })

  test.each<[string, Answer]>([
    ['a body that never ends', (response) => void response.writeHead(200).write('{')],
    ['no answer at all', hang],
  ])('%s ends in a connection error with the key to try again', async (_, failure) => {
    const { send, asked } = await against([failure], { timeoutMs: 400, maxRetries: 1 })
    const error = await caught(send(sale))
    expect(error).toBeInstanceOf(GoodwordConnectionError)
    expect((error as Error).message).toContain('within 400 ms')
    expect(error).toMatchObject({ retryable: true, idempotencyKey: asked[0]?.headers['idempotency-key'] })
    expect(asked).toHaveLength(2)
  })

  test('as often as allowed, then the last problem is thrown', async () => {
    const { send, asked } = await against([problem(503, 'unavailable')], { maxRetries: 2 })
    expect(await caught(send(sale))).toMatchObject({ code: 'unavailable', status: 503, retryable: true })
    expect(asked).toHaveLength(3)
  })

  test('not when nobody is there and it may happen once only', async () => {
    const { send, asked } = await against([reset])
    expect(await caught(send({ ...sale, once: true }))).toBeInstanceOf(GoodwordConnectionError)
    expect(asked).toHaveLength(1)
  })

  test('after a clear answer even then', async () => {
    const { send } = await against([problem(503, 'unavailable'), answer(200, { now: 'x' })])
    expect(await send({ ...sale, once: true })).toEqual({ now: 'x' })
  })
})

describe('is not sent again', () => {
  test.each([400, 401, 403, 404, 409, 410, 422])('after %d', async (status) => {
    const { send, asked } = await against([problem(status, 'validation_failed')])
    const error = await caught(send(sale))
    expect(error).toBeInstanceOf(GoodwordError)
    expect(error).toMatchObject({
      name: 'GoodwordError',
      code: 'validation_failed',
      status,
      detail: 'About validation_failed.',
      errors: [{ path: 'amount', message: 'Too much.' }],
      requestId: 'req_1',
      retryable: false,
    })
    expect(asked).toHaveLength(1)
  })

  test('after a redirect, which could carry the key elsewhere', async () => {
    const { send, asked } = await against([answer(307, undefined, { location: 'http://127.0.0.1:1/' })])
    expect(await caught(send(sale))).toMatchObject({ code: 'unexpected_answer', status: 307, errors: [] })
    expect(asked).toHaveLength(1)
  })

  test.each([[''], ['<html>'], ['{"a":'], ['nul']])('after 200 with %j instead of JSON', async (text) => {
    const { send } = await against([answer(200, text)], { maxRetries: 0 })
    expect(await caught(send(sale))).toBeInstanceOf(GoodwordConnectionError)
  })

  test.each([
    '[]',
    '"text"',
    'null',
    '{"code":7}',
  ])('a problem of the shape %s is an error all the same', async (text) => {
    const { send } = await against([answer(400, text)])
    expect(await caught(send(sale))).toBeInstanceOf(GoodwordError)
  })

  test('when the caller gave up: before, during the request, during the wait', async () => {
    const { send, asked } = await against([hang], { sleep })
    const gone = new Error('the page was closed')
    expect(await caught(send({ ...sale, signal: AbortSignal.abort(gone) }))).toBe(gone)
    expect(asked).toHaveLength(0)

    const during = new AbortController()
    const pending = caught(send({ ...sale, signal: during.signal }))
    setTimeout(() => during.abort(gone), 30)
    expect(await pending).toBe(gone)
    expect(asked).toHaveLength(1)

    await server?.[Symbol.asyncDispose]()
    const waiting = await against([problem(503, 'unavailable', { 'retry-after': '50' })], { sleep })
    const later = new AbortController()
    setTimeout(() => later.abort(gone), 100)
    expect(await caught(waiting.send({ ...sale, signal: later.signal }))).toBe(gone)
    expect(waiting.asked).toHaveLength(1)
  })
})

describe('the wait', () => {
  test('is at least what Retry-After says', async () => {
    const { send, waits } = await against([
      problem(429, 'too_many_requests', { 'retry-after': '7' }),
      answer(201, {}),
    ])
    await send(sale)
    expect(waits).toEqual([7250])
  })

  test('is not taken when it would be longer than a minute', async () => {
    const { send, waits } = await against([problem(429, 'too_many_requests', { 'retry-after': '61' })])
    expect(await caught(send(sale))).toMatchObject({ retryAfterSeconds: 61, retryable: true })
    expect(waits).toEqual([])
  })

  test('grows from half a second to thirty, with full jitter', () => {
    expect([0, 1, 2, 5, 6, 50].map((attempt) => backoffMs(attempt, () => 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000,
    ])
    expect(backoffMs(3, () => 0)).toBe(0)
  })

  test.each([
    ['3', 3],
    ['0', 0],
    ['Sat, 21 Nov 2026 10:00:05 GMT', 5],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('reads Retry-After %s as %s', (header, seconds) => {
    expect(retryAfterSeconds(header, Date.parse('2026-11-21T10:00:00Z'))).toBe(seconds)
  })
})
