/**
 * Keeps a crowd of clicks from standing in front of money: one connection may
 * have so many answers open, all clicks together so many more. What goes beyond
 * is told at once to come again, which costs next to nothing, and is counted.
 */
import type { IncomingMessage, RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { refuse } from './refuse.ts'
import { sendOver } from './send.ts'

/** Browsers and proxies have one; who sends without waiting for answers gets no more than this. */
const OPEN_PER_CONNECTION = 16
/** As many visitors wait for about a quarter of a second. */
const OPEN_CLICKS = 2_000

export interface CrowdCounters {
  /** Clicks that were turned away because too many were open. */
  clicksShed: number
}

interface Connection {
  /** Requests read and not answered. */
  open: number
  /** Of these, clicks that are worked on. */
  clicks: number
  /** Not read from until half of them have left. */
  full: boolean
  gone: boolean
}

export function limitCrowd(
  listener: RequestListener,
  counters: CrowdCounters,
  makeRequestId: () => string,
): RequestListener {
  const connections = new WeakMap<Socket, Connection>()
  let openClicks = 0

  function watch(socket: Socket): Connection {
    const connection: Connection = { open: 0, clicks: 0, full: false, gone: false }
    connections.set(socket, connection)
    // The HTTP server resumes reading after every answer; a connection that is full stays as it is.
    const resume = socket.resume
    socket.resume = () => (connection.full ? socket : resume.call(socket))
    // Nobody says of each answer that stood behind another one that it is over now.
    socket.once('close', () => {
      connection.gone = true
      openClicks -= connection.clicks
    })
    return connection
  }

  function answered(socket: Socket, connection: Connection, clicks: number): void {
    if (connection.gone) return
    connection.open--
    connection.clicks -= clicks
    openClicks -= clicks
    if (!connection.full || connection.open > OPEN_PER_CONNECTION / 2) return
    connection.full = false
    socket.resume()
  }

  return (request, response) => {
    const { socket } = request
    const connection = connections.get(socket) ?? watch(socket)
    connection.open++
    if (connection.open >= OPEN_PER_CONNECTION && !connection.full) {
      connection.full = true
      socket.pause()
    }
    const click = isClick(request)
    // What came in one go with the others has been read all the same.
    const beyond = connection.open > OPEN_PER_CONNECTION || (click && openClicks >= OPEN_CLICKS)
    const clicks = click && !beyond ? 1 : 0
    connection.clicks += clicks
    openClicks += clicks
    response.once('close', () => answered(socket, connection, clicks))
    if (!beyond) return listener(request, response)
    if (click) counters.clicksShed++
    refuse(sendOver(response), 'unavailable', makeRequestId())
  }
}

const isClick = ({ method, url = '' }: IncomingMessage): boolean =>
  url.startsWith('/r/') || (method === 'POST' && url.startsWith('/v1/clicks'))
