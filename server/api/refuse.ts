/** Problems that the front answers itself, in the shape in which the back answers its own. */
import type { ServerResponse } from 'node:http'
import { type ProblemCode, problems } from '../services/problem.ts'

/** As the back sets them on everything below /v1. */
export const apiHeaders = {
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, X-Request-Id, Idempotency-Replayed',
  'X-Content-Type-Options': 'nosniff',
}

/** Does nothing when an answer has begun. */
export function refuse(response: ServerResponse, code: ProblemCode, requestId: string): void {
  if (response.headersSent) return
  const { status, title, detail } = problems[code]
  const body = { type: `/docs/errors#${code}`, title, status, code, detail, requestId }
  response
    .writeHead(status, {
      ...apiHeaders,
      'X-Request-Id': requestId,
      'Content-Type': 'application/problem+json',
      ...(status === 503 ? { 'Retry-After': '1' } : {}),
    })
    .end(JSON.stringify(body))
}
