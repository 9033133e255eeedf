/**
 * Names and texts as euro transfers can carry them: the Latin character set of
 * the European Payments Council (EPC217-08, "SEPA Requirements for an Extended
 * Character Set"), which banks must accept. Others may be dropped on the way,
 * so what cannot be written in it is refused before it leaves.
 */

const allowed = /^[A-Za-z0-9/\-?:().,'+ ]*$/

/** What taking the accents off does not reach. */
const spelt: Record<string, string> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss', ẞ: 'SS' },
  ...{ æ: 'ae', Æ: 'Ae', œ: 'oe', Œ: 'Oe', ø: 'o', Ø: 'O', å: 'a', Å: 'A' },
  ...{ ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th', ı: 'i', ħ: 'h', Ħ: 'H' },
  ...{ '’': "'", '‘': "'", '`': "'", '´': "'", '“': "'", '”': "'", '"': "'", '–': '-', '—': '-', _: '-' },
  ...{ '&': '+', '@': '(at)', ';': ',', '\u00a0': ' ' },
}

/**
 * @returns the text in SEPA's characters, or the characters that have none.
 * @example sepaText('Zoë Müßig & Söhne') // { text: 'Zoe Muessig + Soehne' }
 * @example sepaText('Юлия') // { refused: ['Ю', 'л', 'и', 'я'] }
 */
export function sepaText(given: string): { text: string } | { refused: string[] } {
  const text = Array.from(given.normalize('NFC'), plain)
    .join('')
    .replace(/ +/g, ' ')
    // A field may neither start nor end with a slash, nor have two in a row.
    .replace(/\/{2,}/g, '/')
    .replace(/^[/ ]+|[/ ]+$/g, '')
  if (allowed.test(text)) return { text }
  const refused = Array.from(text).filter((char) => !allowed.test(char))
  return { refused: [...new Set(refused)] }
}

const plain = (char: string): string =>
  spelt[char] ?? (allowed.test(char) ? char : char.normalize('NFD').replace(/\p{Mn}/gu, ''))
