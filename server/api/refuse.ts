/** Problems that the front answers itself, in the shape in which the back answers its own. */
import { type ProblemCode, problems } from '../services/problem.ts'
import { fixedHeaders, type Send } from './send.ts'

/** As the back sets them on everything below /v1: name, value, name, value … */
export const apiHeaders = fixedHeaders([
  'Cache-Control',
  'no-store',
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Expose-Headers',
  'Retry-After, X-Request-Id, Idempotency-Replayed',
  'X-Content-Type-Options',
  'nosniff',
])

export function refuse(send: Send, code: ProblemCode, requestId: string): void {
  const { status, title, detail } = problems[code]
  const body = JSON.stringify({ type: `/docs/errors#${code}`, title, status, code, detail, requestId })
  const headers = [
    'X-Request-Id',
    requestId,
    'Content-Type',
    'application/problem+json',
    'Content-Length',
    String(Buffer.byteLength(body)),
  ]
  if (status === 503) headers.push('Retry-After', '1')
  send(status, headers, body, apiHeaders)
}
