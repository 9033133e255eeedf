/** Where a visitor goes: the link's destination, or a deeper page inside the program's origins. */
import { isAllowedDestination } from '../../sdk/rules/origins.ts'
import type { LinkTarget } from './link-targets.ts'

/** The address around the click id. */
type Landing = [before: string, after: string]

const landings = new WeakMap<LinkTarget, Landing>()

export function landingUrl(target: LinkTarget, to: string | undefined, clickId: string): string {
  const deep = to !== undefined && isAllowedDestination(to, target.allowedOrigins)
  const [before, after] = deep ? landingAt(new URL(to).href, target.code) : usual(target)
  return before + clickId + after
}

function usual(target: LinkTarget): Landing {
  const known = landings.get(target)
  if (known) return known
  const landing = landingAt(target.destination, target.code)
  landings.set(target, landing)
  return landing
}

function landingAt(destination: string, code: string): Landing {
  // By hand: URLSearchParams would rewrite the destination's own query.
  const [beforeFragment, fragment] = cutAt(destination, '#')
  const [address, query] = cutAt(beforeFragment, '?')
  const kept = query.slice(1).split('&')
  const others = kept.filter((parameter) => parameter !== '' && !/^(via|gw)(=|$)/.test(parameter))
  return [`${address}?${[...others, `via=${code}`, 'gw='].join('&')}`, fragment]
}

/** The second half starts with the mark, or is empty. */
function cutAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}
