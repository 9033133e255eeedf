/**
 * Which addresses a request that somebody else chose may go to: public ones
 * only, or it would be our own network that is asked. IANA's special-purpose
 * registries (RFC 6890), with every way to write an IPv4 address in IPv6.
 */
import { BlockList, isIP } from 'node:net'

const notPublic4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, and the clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
]

/** Inside global unicast; all that lies outside of 2000::/3 is refused as a whole, NAT64 and v4-mapped with it. */
const notPublic6 = [
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
]

function listOf(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

const refused4 = listOf(notPublic4, 'ipv4')
const refused6 = listOf(notPublic6, 'ipv6')
const global6 = listOf(['2000::/3'], 'ipv6')

/** @param address an IP address, as the resolver gives it. */
export function isPublicAddress(address: string): boolean {
  // A zone ("fe80::1%eth0") is only ever given for what is not public.
  if (address.includes('%')) return false
  const family = isIP(address)
  if (family === 4) return !refused4.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6')
}

const PORTS = ['', '443', '8443']

/**
 * What is wrong with the address of a receiver, in words; undefined when it may be used.
 *
 * @param allowPrivate while developing: also http, any port, and this machine.
 */
export function webhookUrlFlaw(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return 'Must be an address like https://acme.example/webhooks.'
  const { protocol, port, hostname, username, password, hash } = new URL(text)
  if (username || password) return 'Must not carry a name or password: the signature says who is calling.'
  if (hash) return 'Must not have a fragment: it is never sent.'
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return 'Must start with https://.'
  if (allowPrivate) return undefined
  if (!PORTS.includes(port)) return 'Must use port 443 or 8443.'
  const literal = hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) !== 0 && !isPublicAddress(literal) ? 'Must be reachable from the internet.' : undefined
}
