/** Which address a request came from. A header is believed only from a proxy that was named. */
import { type BlockList, isIP } from 'node:net'
import type { Context } from 'hono'

/**
 * Right-most address that is not one of our own proxies: everything further
 * left was written by the visitor.
 */
export type AddressReader = (peer: string | undefined, forwardedFor: string | undefined) => string

export function addressReader(trusted: BlockList | undefined): AddressReader {
  return (socketAddress, forwardedFor) => {
    const peer = plain(socketAddress ?? '')
    if (!trusted || !isTrusted(trusted, peer)) return peer
    const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()))
    for (const hop of hops.reverse()) {
      if (isIP(hop) === 0) break
      if (!isTrusted(trusted, hop)) return hop
    }
    return peer
  }
}

/** What the Node adapter and the bridge put beside a request. */
export interface Bindings {
  incoming: { socket: { remoteAddress?: string } }
  /** By the bridge: see `answerJson`. */
  isPassed?: true
}

/** What is read of a request, by whoever has no business with its answer. */
export type RequestContext = Pick<Context, 'req' | 'env'>

export const addressOfContext =
  (read: AddressReader) =>
  (c: RequestContext): string =>
    read(
      (c.env as Partial<Bindings> | undefined)?.incoming?.socket.remoteAddress,
      c.req.header('x-forwarded-for'),
    )

const MAPPED = '::ffff:'

/** An IPv4 address is the same whether a socket of both families shows it mapped or not. */
function plain(address: string): string {
  if (!address.startsWith(MAPPED)) return address
  const rest = address.slice(MAPPED.length)
  return rest.includes('.') && !rest.includes(':') ? rest : address
}

const isTrusted = (trusted: BlockList, address: string): boolean => {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
