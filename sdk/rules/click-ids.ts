/**
 * Click ids as browsers and the vendor's own server keep them: the last five,
 * oldest first, joined by dots in one cookie. Reading is forgiving, because
 * anyone can write a cookie or an address; the server checks each signature.
 */

/** The cookie, and the key of its mirror in localStorage. */
export const CLICK_COOKIE = 'gw_click'

/** How many click ids are kept. */
const KEPT = 5

/**
 * The click ids in a text of ids joined by dots. Whatever is no click id is left out.
 *
 * @example readClickIds('gwc_one.garbage.gwc_two') // ['gwc_one', 'gwc_two']
 */
export const readClickIds = (text: string): string[] =>
  text.split('.').filter((id) => /^gwc_[\w-]{1,116}$/.test(id))

/** Without repetition (an id that is known keeps its place), the newest five, newest last. */
export const lastClickIds = (ids: Iterable<string>): string[] => [...new Set(ids)].slice(-KEPT)
