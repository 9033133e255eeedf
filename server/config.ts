/** What the server is told by its environment, checked whole: every problem is reported at once. */
import { BlockList, isIP } from 'node:net'
import { type HookSecrets, readHookSecrets, secretKinds, sources } from './api/hooks/secrets.ts'
import { isDetailsKey } from './details-key.ts'

export interface Config {
  port: number
  dataDir: string
  /** PostgreSQL; undefined means SQLite in `dataDir`. */
  databaseUrl: string | undefined
  /** Where the server is reached from outside, without a trailing slash; undefined: http://localhost:port. */
  publicUrl: string | undefined
  /** Proxies whose X-Forwarded-For is believed. */
  trustProxy: BlockList | undefined
  smtpUrl: string | undefined
  mailFrom: string
  publishableKey: string | undefined
  secretKey: string | undefined
  /** Seals payout details; needed on PostgreSQL before a partner says where it is paid. */
  detailsKey: string | undefined
  /** Webhooks may go to this machine and its network, and by http. */
  privateWebhooks: boolean
  /** Of accounts at Stripe, which are asked once a day for events that never came. */
  stripeKeys: string[]
  /** Whoever signs with one of these is that provider; several while one replaces another. */
  hookSecrets: HookSecrets
  logLevel: string
}

export interface ConfigProblem {
  name: string
  message: string
}

export class ConfigError extends Error {
  readonly problems: ConfigProblem[]
  constructor(problems: ConfigProblem[]) {
    const lines = problems.map(({ name, message }) => `  ${name}: ${message}`)
    super(`The configuration is not right:\n${lines.join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

export function readConfig(env: Record<string, string | undefined>): Config {
  const problems: ConfigProblem[] = []
  const refuse = (name: string, message: string): undefined => {
    problems.push({ name, message })
    return undefined
  }
  const given = (name: string): string | undefined => {
    const value = env[name]?.trim()
    return value === '' ? undefined : value
  }
  const key = (name: string, prefix: string): string | undefined => {
    const value = given(name)
    if (value === undefined || new RegExp(`^${prefix}[A-Za-z0-9_-]{8,120}$`).test(value)) return value
    return refuse(name, `must start with ${prefix} and go on with at least 8 letters or digits.`)
  }

  const config: Config = {
    port: portOf(given('PORT') ?? '8787') ?? refuse('PORT', 'must be a number from 0 to 65535.') ?? 0,
    dataDir: given('DATA_DIR') ?? 'data',
    databaseUrl: given('DATABASE_URL'),
    publicUrl: given('PUBLIC_URL')?.replace(/\/+$/, ''),
    trustProxy: undefined,
    smtpUrl: given('SMTP_URL'),
    mailFrom: given('MAIL_FROM') ?? '',
    publishableKey: key('GOODWORD_PUBLISHABLE_KEY', 'gw_pk_'),
    secretKey: key('GOODWORD_SECRET_KEY', 'gw_sk_'),
    detailsKey: given('GOODWORD_DETAILS_KEY'),
    privateWebhooks: given('WEBHOOKS_TO_PRIVATE_ADDRESSES') === 'true',
    stripeKeys: given('STRIPE_API_KEYS')?.split(/[\s,]+/) ?? [],
    hookSecrets: {},
    logLevel: given('LOG_LEVEL') ?? 'info',
  }
  const privateWebhooks = given('WEBHOOKS_TO_PRIVATE_ADDRESSES') ?? 'false'
  if (privateWebhooks !== 'true' && privateWebhooks !== 'false') {
    refuse('WEBHOOKS_TO_PRIVATE_ADDRESSES', 'must be true or false.')
  }
  if (config.detailsKey && !isDetailsKey(config.detailsKey)) {
    refuse('GOODWORD_DETAILS_KEY', 'must be 32 bytes in base64url. Make one with: goodword details-key')
  }
  if (config.databaseUrl && !isUrl(config.databaseUrl, ['postgres:', 'postgresql:'])) {
    refuse('DATABASE_URL', 'must be a PostgreSQL address like postgres://user:password@host:5432/goodword.')
  }
  if (config.publicUrl && !isOrigin(config.publicUrl)) {
    refuse('PUBLIC_URL', 'must be an address without a path, like https://refer.acme.example.')
  }
  if (config.smtpUrl && !isUrl(config.smtpUrl, ['smtp:', 'smtps:'])) {
    refuse('SMTP_URL', 'must be an address like smtps://user:password@mail.acme.example:465.')
  }
  if (config.smtpUrl && !/^.*@[^@\s]+$/.test(config.mailFrom)) {
    refuse('MAIL_FROM', 'is needed with SMTP_URL: the sender, like "Acme Partners <partners@acme.example>".')
  }
  if (!logLevels.includes(config.logLevel)) refuse('LOG_LEVEL', `must be one of ${logLevels.join(', ')}.`)
  const proxies = given('TRUST_PROXY')
  if (proxies !== undefined) {
    config.trustProxy =
      proxyList(proxies) ??
      refuse('TRUST_PROXY', 'must be addresses or networks of your proxies, like 10.0.0.0/8, 127.0.0.1.')
  }
  const modes = config.stripeKeys.map((key) => /^[sr]k_(live|test)_\w{8,200}$/.exec(key)?.[1])
  if (modes.includes(undefined) || new Set(modes).size < modes.length) {
    refuse(
      'STRIPE_API_KEYS',
      'must be a secret or restricted key like rk_live_…, or one of live and one of test mode with a comma between.',
    )
  }
  for (const source of sources) {
    const { variable, like } = secretKinds[source]
    const text = given(variable)
    if (text === undefined) continue
    const secrets = readHookSecrets(source, text)
    if (secrets) config.hookSecrets[source] = secrets
    else {
      refuse(
        variable,
        `must be signing secrets like ${like}, with commas between several. With live: or test: before it, one takes events of that mode only.`,
      )
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

const portOf = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined

const isUrl = (text: string, protocols: string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol)

const isOrigin = (text: string): boolean => isUrl(text, ['http:', 'https:']) && new URL(text).origin === text

function proxyList(text: string): BlockList | undefined {
  const list = new BlockList()
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    // Strictly: a slash without a number would read as /0, which trusts everybody.
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
    const family = isIP(address)
    if (family === 0) return undefined
    const type = family === 6 ? 'ipv6' : 'ipv4'
    const prefix = bits === undefined ? undefined : Number(bits)
    if (prefix === undefined) list.addAddress(address, type)
    else if (prefix <= (family === 6 ? 128 : 32)) {
      list.addSubnet(address, prefix, type)
    } else return undefined
  }
  return list
}
