/**
 * Stands in for Stripe's API: `GET /v1/events` as documented at
 * https://docs.stripe.com/api/events/list and /api/pagination, /api/errors,
 * /api/authentication. Keeps to the order, the limits and the words of the real one.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StripeEvent } from './stripe.ts'

export interface StripeApi {
  origin: string
  /** What has happened at the account; newest last. */
  events: StripeEvent[]
  /** Addresses that were asked for. */
  asked: string[]
  /** Called before an answer; true when it has answered itself. */
  interfere(response: ServerResponse, count: number): boolean
  close(): Promise<void>
}

export async function startStripeApi(key: string): Promise<StripeApi> {
  const server = createServer((request, response) => {
    api.asked.push(request.url ?? '')
    if (api.interfere(response, api.asked.length)) return
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': 'req_1' })
      response.end(JSON.stringify(body))
    }
    if (request.headers.authorization !== `Bearer ${key}`) {
      const message = `Invalid API Key provided: ${'*'.repeat(16)}`
      return answer(401, { error: { type: 'invalid_request_error', message } })
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method !== 'GET' || pathname !== '/v1/events') {
      const message = `Unrecognized request URL (${request.method}: ${pathname}).`
      return answer(404, { error: { type: 'invalid_request_error', message } })
    }
    const limit = Math.min(Number(searchParams.get('limit') ?? 10), 100)
    const since = Number(searchParams.get('created[gte]') ?? 0)
    const all = api.events.filter(({ created }) => created >= since).reverse()
    const before = searchParams.get('starting_after')
    const from = before === null ? 0 : all.findIndex(({ id }) => id === before) + 1
    if (before !== null && from === 0) {
      const error = {
        type: 'invalid_request_error',
        param: 'starting_after',
        message: `No such event: '${before}'`,
      }
      return answer(400, { error })
    }
    const data = all.slice(from, from + limit)
    answer(200, { object: 'list', url: '/v1/events', has_more: from + limit < all.length, data })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api: StripeApi = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events: [],
    asked: [],
    interfere: () => false,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return api
}
