/** The host of the page that a visitor comes from. The rest of its address is kept nowhere, not even in memory. */
import { remembered } from './remembered.ts'

const LONGEST = 40
/** Beyond doubt all there is of it before path and query; spelled otherwise, it is looked into each time. */
const origin = /^https?:\/\/[a-z\d.-]+(?::\d+)?(?=[/?#]|$)/

const hostOfOrigin = remembered(hostOf)

/** Null for what is not the address of a page, or undefined. At most 40 characters. */
export function referrerHost(referrer: string | undefined): string | null {
  if (!referrer) return null
  const found = origin.exec(referrer)
  return found ? hostOfOrigin(found[0]) : hostOf(referrer)
}

function hostOf(address: string): string | null {
  try {
    const { protocol, hostname } = new URL(address)
    return protocol === 'https:' || protocol === 'http:' ? hostname.slice(0, LONGEST) : null
  } catch {
    return null
  }
}
