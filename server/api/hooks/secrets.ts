/** What each payment provider signs its events with, as the operator sets it. */

export type Mode = 'live' | 'test'

export interface HookSecret {
  /** As the provider shows it. */
  secret: string
  /** Of which mode it signs events; both when nothing else was said. */
  modes: readonly Mode[]
}

/** The environment variable of each source, and what one of its secrets looks like. */
export const secretKinds = {
  stripe: { variable: 'STRIPE_WEBHOOK_SECRETS', pattern: /^whsec_[\w+/=-]{8,200}$/, like: 'whsec_…' },
  paddle: {
    variable: 'PADDLE_WEBHOOK_SECRETS',
    pattern: /^pdl_ntfset_[\w+/=-]{8,200}$/,
    like: 'pdl_ntfset_…',
  },
  shopify: {
    variable: 'SHOPIFY_WEBHOOK_SECRETS',
    pattern: /^[\w-]{16,200}$/,
    like: '0123456789abcdef… or shpss_…',
  },
  generic: {
    variable: 'GENERIC_WEBHOOK_SECRETS',
    pattern: /^whsec_[A-Za-z0-9+/]{32,200}={0,2}$/,
    like: 'whsec_… with 24 bytes or more in base64',
  },
} as const

export type Source = keyof typeof secretKinds
export const sources = Object.keys(secretKinds) as Source[]

/** A source that has none takes no events. */
export type HookSecrets = Partial<Record<Source, readonly HookSecret[]>>

/**
 * `secret,live:secret,test:secret`
 *
 * @returns undefined when one of them does not look like one.
 */
export function readHookSecrets(source: Source, text: string): HookSecret[] | undefined {
  const secrets: HookSecret[] = []
  for (const entry of text.split(',').map((one) => one.trim())) {
    if (entry === '') continue
    const [, mode, secret = ''] = /^(?:(live|test):)?(.*)$/.exec(entry) ?? []
    if (!secretKinds[source].pattern.test(secret)) return undefined
    secrets.push({ secret, modes: mode === undefined ? ['live', 'test'] : [mode as Mode] })
  }
  return secrets
}
