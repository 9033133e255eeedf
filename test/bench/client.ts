/** A client that reads every answer to its end: for counting exactly, and where wrk is not installed. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { Load, Request } from './load.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  ms: number
}

export interface Asking {
  more(sent: number): boolean
  /** @param index of its request, in the order in which they were sent */
  answered(answer: Answer, index: number): void
  /** Breaks off what is under way; then `ask` rejects. */
  signal?: AbortSignal
}

/** Sends the load's requests in turn over its connections while there is `more` to send. */
export async function ask(
  url: string,
  { connections, headers, requests }: Load,
  { more, answered, signal }: Asking,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let sent = 0
  const work = async (): Promise<void> => {
    while (more(sent)) {
      const index = sent++
      const next = requests[index % requests.length]
      if (!next) throw new Error('nothing to send')
      answered(await send(agent, url, next, headers, signal), index)
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  agent.destroy()
}

function send(
  agent: Agent,
  url: string,
  { method, path, body, headers: own }: Request,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const length = body === undefined ? {} : { 'Content-Length': `${Buffer.byteLength(body)}` }
    const options = { agent, method, headers: { ...headers, ...own, ...length }, signal }
    const sending = request(url + path, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => (text += chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text,
          ms: performance.now() - begun,
        }),
      )
    })
    sending.once('error', reject)
    sending.end(body)
  })
}
