/** Account numbers, checked before money is sent after them. */

/**
 * Lengths by country, of those that take part in SEPA (EPC409-09, list of
 * SEPA scheme countries): a file for euro transfers can carry no other.
 */
const lengths: Record<string, number> = {
  ...{ AD: 24, AL: 28, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24 },
  ...{ FI: 18, FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20 },
  ...{ LU: 20, LV: 21, MC: 27, MD: 24, ME: 22, MK: 19, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24 },
  ...{ RS: 22, SE: 24, SI: 19, SK: 24, SM: 27, VA: 22 },
}

/** As it is stored and sent: capitals, without the blanks that people write. */
export const bareIban = (text: string): string => text.replaceAll(/[\s-]/g, '').toUpperCase()

/**
 * What is wrong with an IBAN, in words, or nothing. Checks country, length and
 * the check digits (ISO 13616: the rearranged number modulo 97 is 1).
 *
 * @param iban as `bareIban` gives it
 * @example ibanFlaw('DE89370400440532013000') // undefined
 */
export function ibanFlaw(iban: string): string | undefined {
  const country = iban.slice(0, 2)
  const length = lengths[country]
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return 'An IBAN starts with two letters and two digits.'
  if (length === undefined) return `Accounts in ${country} cannot be reached by SEPA transfer.`
  if (iban.length !== length)
    return `An IBAN of ${country} has ${length} characters; this one has ${iban.length}.`
  let remainder = 0
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1 ? undefined : 'The check digits do not fit: a character is wrong or two are swapped.'
}

/** ISO 9362: 8 characters, or 11 with a branch. */
export const isBic = (text: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text)
