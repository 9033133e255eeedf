/**
 * What counts as a link's code or a coupon, decided once for browser and
 * server: a code typed from a poster must be found however it was written.
 * ASCII only, because look-alike letters and their foldings would make two
 * codes that read the same.
 */

const shape = /^[a-zA-Z0-9_-]{2,64}$/

/**
 * A link's code as it is stored and compared: lower case, 2 to 64 characters
 * of `a–z 0–9 _ -`. Surrounding blanks are ignored.
 *
 * @returns the normalised code, or null when the text is no code.
 * @example normaliseCode(' Mara-Ito ') // 'mara-ito'
 */
export function normaliseCode(text: string): string | null {
  const code = text.trim()
  return shape.test(code) ? code.toLowerCase() : null
}

/**
 * A coupon as it is stored and compared: upper case, 2 to 64 characters of
 * `A–Z 0–9 _ -`. Surrounding blanks are ignored.
 *
 * @returns the normalised coupon, or null when the text is no coupon.
 * @example normaliseCoupon('mara20') // 'MARA20'
 */
export function normaliseCoupon(text: string): string | null {
  const coupon = text.trim()
  return shape.test(coupon) ? coupon.toUpperCase() : null
}

/** Letters that Unicode does not take apart into a base letter and an accent. */
const spelled: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

const longestWord = 24

/**
 * Codes that a person of this name would like, friendliest first, without
 * repetition. Whether one is free is for the server to say. Empty when
 * nothing of the name can be written in ASCII.
 *
 * @example codeFromName('Mara Ito') // ['mara', 'mara-ito', 'mito', 'ito']
 */
export function codeFromName(name: string): string[] {
  const words = name
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’.]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, longestWord))
  const first = words[0]
  const last = words.at(-1)
  if (first === undefined || last === undefined) return []
  const wanted = words.length === 1 ? [first] : [first, `${first}-${last}`, first.slice(0, 1) + last, last]
  return [...new Set(wanted)].filter((code) => normaliseCode(code) === code)
}
