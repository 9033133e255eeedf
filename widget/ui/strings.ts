/**
 * Every word a person reads sits in a flat catalogue, one per surface, so that
 * a translation is one object. This file has the words that all surfaces share
 * and the two helpers that fill them.
 */

/** A flat catalogue: keys are stable, values may hold `{placeholders}`. */
export type Catalogue = Readonly<Record<string, string>>

/** Words of the shared parts. Every surface's catalogue starts from these. */
export const sharedStrings = {
  retry: 'Try again',
  optional: 'optional',
  offline: 'The connection did not work. Nothing was lost. Check your network, then try again.',
  timeout: 'The answer took too long. Nothing you typed was lost. Try again.',
  busy: 'The server cannot answer right now. Nothing you typed was lost. Try again in a minute.',
  busyFor: 'The server asks for a short wait. Nothing you typed was lost. Try again in {seconds} seconds.',
  refused: 'That did not work. Nothing you typed was lost. Look over what you entered, then try again.',
  signedOut: 'Your access has ended. Nothing was lost. Reload the page to go on.',
  fillIn: 'Fill this in.',
  emailShape: 'Enter an e-mail address, like name@company.com.',
  urlShape: 'Enter a full address that starts with https://',
  numberShape: 'Enter a whole number from {min} to {max}.',
  choose: 'Tick this box to go on.',
  lookAgain_one: 'One answer needs another look.',
  lookAgain_other: '{n} answers need another look.',
} as const satisfies Catalogue

export type SharedWords = Record<keyof typeof sharedStrings, string>

/** Puts values into a text: `fill('{n} of {max}', { n: 3, max: 5 })` is `3 of 5`. Unknown names stay as they are. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/**
 * The form of a text that fits a number: looks up `key_one`, `key_other` and so
 * on by the language's own plural rules, and fills in `{n}` in that language's digits.
 */
export function counted(words: Catalogue, key: string, n: number, lang = 'en'): string {
  const text = words[`${key}_${new Intl.PluralRules(lang).select(n)}`] ?? words[`${key}_other`] ?? ''
  return fill(text, { n: n.toLocaleString(lang) })
}
