/**
 * How amounts are read and written, once for server and browser: which
 * currencies exist, how many decimals each has, and amounts in words.
 * Everything works on text and integers, because a float cannot hold a cent.
 */

/**
 * The active codes of ISO 4217 by number of decimals (list one, as amended to 2026;
 * without metals, test codes and the like, which have no minor unit).
 */
const codesByExponent: readonly [exponent: number, codes: string][] = [
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
      'CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL ' +
      'HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU ' +
      'MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR ' +
      'SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED ' +
      'VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

const find = (code: string): number | undefined =>
  /^[A-Z]{3}$/.test(code) ? codesByExponent.find(([, codes]) => codes.includes(code))?.[0] : undefined

/**
 * Whether a text is an active ISO 4217 code, in capitals.
 *
 * @example isCurrency('EUR') // true; 'eur', 'BTC' and 'XAU' are not
 */
export function isCurrency(code: string): boolean {
  return find(code) !== undefined
}

/**
 * How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD.
 *
 * @throws RangeError for a code that `isCurrency` refuses.
 */
export function exponentOf(currency: string): number {
  const exponent = find(currency)
  if (exponent === undefined) throw new RangeError(`Not a currency: ${currency}`)
  return exponent
}

/** `digits` with a point before its last `decimals`, and commas between thousands. */
const point = (digits: string, decimals: number): string => {
  const padded = digits.padStart(decimals + 1, '0')
  const whole = padded.slice(0, padded.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals > 0 ? `${whole}.${padded.slice(-decimals)}` : whole
}

/**
 * An amount in words, always with its currency.
 *
 * @param amountMinor integer minor units, at most 2^53 − 1 either way
 * @param currency active ISO 4217 code
 * @throws RangeError for a fraction, an unsafe integer or an unknown currency: a wrong amount is never shown.
 * @example formatMoney(300000, 'EUR') // "3,000.00 EUR"
 * @example formatMoney(-1000, 'EUR') // "-10.00 EUR"
 * @example formatMoney(500, 'JPY') // "500 JPY"
 */
export function formatMoney(amountMinor: number, currency: string): string {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError(`Not an amount in minor units: ${amountMinor}`)
  const sign = amountMinor < 0 ? '-' : ''
  return `${sign}${point(String(Math.abs(amountMinor)), exponentOf(currency))} ${currency}`
}

/**
 * A rate in words.
 *
 * @param rateBps integer basis points, 0 or more
 * @throws RangeError for anything else.
 * @example formatRate(2000) // "20 %"
 * @example formatRate(1250) // "12.5 %"
 */
export function formatRate(rateBps: number): string {
  if (!Number.isSafeInteger(rateBps) || rateBps < 0)
    throw new RangeError(`Not a rate in basis points: ${rateBps}`)
  return `${point(String(rateBps), 2).replace(/\.?0+$/, '')} %`
}
