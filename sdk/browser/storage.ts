/**
 * What stays in the visitor's browser: the click ids in a first-party cookie,
 * and beside it a mirror in localStorage that also knows the code. Storage
 * that is switched off throws on every touch; then nothing is known and
 * nothing is kept.
 */
import { CLICK_COOKIE, lastClickIds, readClickIds } from '../rules/click-ids.ts'
import { normaliseCode } from '../rules/codes.ts'

/** Cookie first: where localStorage throws because it is full, the cookie still stands. */
export function recall(): [clickIds: string[], code: string | null] {
  let ids = ''
  let code = null
  try {
    // It may be there twice: set by the page's own server for all its hosts, and by us for this one.
    for (const [, value] of document.cookie.matchAll(/\bgw_click=([^;]*)/g)) ids += `${value}.`
    const [until, value, kept] = localStorage.getItem(CLICK_COOKIE)?.split('|') ?? []
    if (Number(until) > Date.now()) {
      ids += value
      code = normaliseCode(`${kept}`)
    }
  } catch {
    // Blocked storage is the visitor's choice, not an error.
  }
  return [lastClickIds(readClickIds(ids)), code]
}

/** 0 seconds delete everything. */
export function keep(clickIds: string[], code: string | null, seconds: number): void {
  const ids = clickIds.join('.')
  try {
    const secure = location.protocol === 'https:' ? ';Secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in places and answers late
    document.cookie = `${CLICK_COOKIE}=${ids};Path=/;Max-Age=${seconds};SameSite=Lax${secure}`
    if (seconds) localStorage.setItem(CLICK_COOKIE, [Date.now() + seconds * 1000, ids, code].join('|'))
    else localStorage.removeItem(CLICK_COOKIE)
  } catch {
    // As above.
  }
}
