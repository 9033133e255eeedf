/**
 * Which part of the page is open, kept in the fragment of its address: parts
 * can be linked to, "back" works, and a frame or a token needs nothing more.
 */

export type Place =
  | { name: 'overview' }
  | { name: 'payee' }
  | { name: 'postbacks' }
  | { name: 'statement' | 'prices'; month: string }

/** Addresses to link to. */
export const address = {
  overview: '#earnings',
  payee: '#payout',
  postbacks: '#postbacks',
  statement: (month: string) => `#statements/${month}`,
  prices: (month: string) => `#prices/${month}`,
}

/** Whatever else stands in the fragment is the overview. */
export function placeOf(hash: string): Place {
  if (hash === address.payee) return { name: 'payee' }
  if (hash === address.postbacks) return { name: 'postbacks' }
  const [, kind, month] = /^#(statements|prices)\/(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(hash) ?? []
  return month ? { name: kind === 'prices' ? 'prices' : 'statement', month } : { name: 'overview' }
}
