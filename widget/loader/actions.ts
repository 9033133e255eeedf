/**
 * What the script tag fetches when it is asked for: links, leads, and taking
 * click ids along to the program's other sites.
 */
import { carry, learnOrigins } from '../../sdk/browser/actions.ts'
import { asker } from '../../sdk/browser/ask.ts'
import type { Goodword } from '../../sdk/browser/types.ts'

export { lead, link } from '../../sdk/browser/actions.ts'

/** The tag may stand on the page twice; a link is decorated once. */
let following = false

/**
 * From now on, followed links to these hosts take the visitor's click ids
 * along, where the program allows the origin as well. Only for the moment of
 * the click: a copied link must not carry someone's click.
 *
 * @param domains hosts, separated by blanks or commas: the `data-domains` of the tag.
 */
export function followLinks(client: Goodword, domains: string): void {
  if (following) return
  following = true
  const hosts = domains.toLowerCase().split(/[\s,]+/)
  const ask = asker(client.config.server, client.config.key, () => {})
  let origins: readonly string[] | undefined
  let clickIds: readonly string[] = []
  let code: string | null = null

  /** A click cannot wait for answers, so they are fetched while the pointer is on its way. */
  const prepare = async () => {
    clickIds = await client.getClickIds()
    code = await client.getCode()
    if (!clickIds[0] || origins) return
    origins = []
    const answer = await learnOrigins(ask)
    origins = 'error' in answer ? undefined : answer.allowedOrigins
  }

  const onLink = (event: Event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    const before = link?.getAttribute('href')
    if (!link || !before || !hosts.includes(link.hostname) || link.host === location.host) return
    prepare()
    if (!event.type.endsWith('click') || !origins?.includes(link.origin)) return
    const address = carry(new URL(link.href), clickIds, code)
    if (address === link.href) return
    link.href = address
    setTimeout(() => link.setAttribute('href', before))
  }

  prepare()
  for (const type of ['pointerover', 'focusin', 'click', 'auxclick']) addEventListener(type, onLink, true)
}
