/**
 * Clicks, and what else is plain, are answered at the socket: bytes in, bytes out. A connection begins
 * here and stays as long as it brings one plain request after another (see
 * `plain-request.ts`); the first bytes that are anything else go to Node's
 * HTTP server with the whole connection, for good. So Node stays the only
 * implementation of HTTP, and what is done here is what it would do: the same
 * answer to the byte, the same time-outs, the same end.
 *
 * Against a request through Node's HTTP this costs less than half the time: no
 * parser, no IncomingMessage, no ServerResponse, no timer for each of them.
 */
import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type PlainRequest, readPlainRequest } from './plain-request.ts'
import { type FixedHeaders, headerLines, type Send } from './send.ts'

/** Calls one of the two, once, now or later. @param pass for requests that are not for it: Node's server answers. */
export type AnswerPlain = (request: PlainRequest, send: Send, pass: () => void) => void

export interface SocketAnswers {
  /** From now on every answer is the last of its connection. */
  leave(): void
  closeIdle(): void
  closeAll(): void
}

interface Connection {
  socket: Socket
  /** When it was opened, or when its last answer left; of `performance.now()`. */
  since: number
  hasAnswered: boolean
  /** A request is being answered, or the last one has been. */
  busy: boolean
  /** The answer under way says that it is the last. */
  last: boolean
  /** The other side has said everything, and may still be waiting for its answer. */
  ended: boolean
  /** Came before the answer had left. */
  later: Buffer[]
}

const CHECK_MS = 1_000

/** @param server with its time-outs; for the connections that begin from now on. */
export function answerAtSocket(server: Server, answer: AnswerPlain): SocketAnswers {
  const byHttp = server.listeners('connection') as ((socket: Socket) => void)[]
  const open = new Set<Connection>()
  let leaving = false
  const keepAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(server.keepAliveTimeout / 1000)}\r\n\r\n`

  function begin(socket: Socket): void {
    const connection: Connection = {
      socket,
      since: performance.now(),
      hasAnswered: false,
      busy: false,
      last: false,
      ended: false,
      later: [],
    }
    const send: Send = (status, headers, body, always) => {
      const last = connection.last || leaving
      const text = headOf(status, headers, always) + (last ? 'Connection: close\r\n\r\n' : keepAlive)
      if (body === undefined) socket.write(text, 'latin1')
      else if (typeof body === 'string') socket.write(text + body, isAscii(body) ? 'latin1' : 'utf8')
      else socket.write(Buffer.concat([Buffer.from(text, 'latin1'), body]))
      connection.since = performance.now()
      connection.hasAnswered = true
      if (last || connection.ended) return socket.destroySoon()
      connection.busy = false
      if (connection.later.length > 0) handOver(Buffer.concat(connection.later))
    }
    const listeners = {
      data(chunk: Buffer) {
        if (connection.busy) {
          connection.later.push(chunk)
          socket.pause()
          return
        }
        handOver(chunk)
      },
      end() {
        connection.ended = true
        if (!connection.busy) socket.end()
      },
      error: () => socket.destroy(),
      close: () => open.delete(connection),
    }
    /**
     * Takes a plain request on its way into the socket's stream: an event and a turn of Node's queue are spared for
     * each. False: the stream is to have it, as ever.
     */
    const take = (chunk: Buffer): boolean => {
      // Answers that are not read are for Node to hold back.
      if (connection.busy || !socket.readableFlowing || socket.writableLength > 0) return false
      const request = readPlainRequest(chunk, socket)
      if (!request) return false
      connection.busy = true
      connection.last = request.isLast
      answer(request, send, () => {
        // As Node does with a request whose client has said goodbye.
        if (connection.ended) socket.destroy()
        else handOver(Buffer.concat([chunk, ...connection.later]))
      })
      return true
    }
    const { push } = socket
    socket.push = (chunk, encoding) => (chunk !== null && take(chunk)) || push.call(socket, chunk, encoding)
    const handOver = (chunk: Buffer): void => {
      if (socket.destroyed) return
      open.delete(connection)
      socket.push = push
      for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener)
      socket.pause()
      socket.unshift(chunk)
      for (const listener of byHttp) listener.call(server, socket)
      socket.resume()
    }
    for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener)
    open.add(connection)
  }

  server.removeAllListeners('connection')
  server.on('connection', begin)
  const check = setInterval(() => {
    const now = performance.now()
    for (const { socket, busy, hasAnswered, since } of open) {
      const limit = hasAnswered ? server.keepAliveTimeout : server.headersTimeout
      if (!busy && now - since > limit) socket.destroy()
    }
  }, CHECK_MS).unref()
  server.once('close', () => clearInterval(check))

  return {
    leave() {
      leaving = true
    },
    closeIdle() {
      for (const { socket, busy } of open) if (!busy) socket.destroy()
    },
    closeAll() {
      for (const { socket } of open) socket.destroy()
    },
  }
}

/** Then both encodings are the same, and Node is quicker with one of them. */
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length

function headOf(status: number, headers: string[], always: FixedHeaders | undefined): string {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
  return `${line}${headerLines(headers)}${always?.lines ?? ''}Date: ${dateNow()}\r\n`
}

let dateText = ''
let dateSecond = 0

/** Made once a second. */
function dateNow(): string {
  const second = Math.floor(Date.now() / 1000)
  if (second !== dateSecond) {
    dateSecond = second
    dateText = new Date(second * 1000).toUTCString()
  }
  return dateText
}
