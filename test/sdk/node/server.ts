/** A real HTTP server on a free port that answers from a script and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: unknown
}

export type Answer = (response: ServerResponse, asked: Asked) => void

export interface TestServer extends AsyncDisposable {
  baseUrl: string
  asked: Asked[]
}

export const answer =
  (status: number, body?: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
  }

export const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  answer(
    status,
    {
      type: `/docs/errors#${code}`,
      title: code,
      status,
      code,
      detail: `About ${code}.`,
      errors: [{ path: 'amount', message: 'Too much.' }],
      requestId: 'req_1',
    },
    { 'content-type': 'application/problem+json', ...headers },
  )

/** The connection breaks before an answer. */
export const reset: Answer = (response) => response.socket?.resetAndDestroy()
/** The connection breaks in the middle of an answer. */
export const torn: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"id":')
  setTimeout(() => response.socket?.resetAndDestroy(), 5)
}
/** No answer, ever. */
export const hang: Answer = () => {}

/** Answers in this order; the last one again and again. */
export async function serve(...answers: Answer[]): Promise<TestServer> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => {})
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const { method = '', url = '', headers } = request
      const one: Asked = { method, url, headers, body: text === '' ? undefined : JSON.parse(text) }
      const next = answers[Math.min(asked.length, answers.length - 1)]
      asked.push(one)
      next?.(response, one)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
