/** Puts the server together: the only place that knows every part. */
import type { RequestListener } from 'node:http'
import type { BlockList } from 'node:net'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { addressOfContext, addressReader } from './api/address.ts'
import { createApp } from './api/app.ts'
import type { HookSecrets } from './api/hooks/secrets.ts'
import { createLimits } from './api/limits.ts'
import type { ProgramDefinition } from './core/types.ts'
import { loadSigningKeys, visitorSalts } from './db/keys.ts'
import { migrate } from './db/migrate.ts'
import { openStore } from './db/open.ts'
import type { OpenStore } from './db/store.ts'
import { detailsKeyOf } from './details-key.ts'
import { createInboxJob } from './jobs/inbox.ts'
import { createMailJob } from './jobs/mail.ts'
import { createPayoutJob } from './jobs/payouts.ts'
import { createStatementJob } from './jobs/price-statements.ts'
import { createReconcileJob } from './jobs/reconcile.ts'
import { createRetention } from './jobs/retention.ts'
import { createVerifyJob, type ToRead, type Verified } from './jobs/verify.ts'
import { createWebhookJob } from './jobs/webhooks.ts'
import { localOutbox, type MailTransport, smtpTransport } from './mail/transport.ts'
import { type Post, poster } from './outgoing/post.ts'
import { stripeEvents } from './outgoing/stripe-events.ts'
import type { Clock, Ids, Services } from './services/context.ts'
import type { NewKey } from './services/keys.ts'
import type { LinkChange } from './services/link-cache.ts'
import { findTargets } from './services/link-targets.ts'
import { createClickRecorder, type RecorderOptions } from './services/record-click.ts'
import { setUp } from './services/set-up.ts'
import { noTotals } from './services/totals.ts'
import { systemClock, systemIds } from './system.ts'

export interface ComposeOptions {
  publicUrl: string
  dataDir?: string
  databaseUrl?: string
  /** Already open; then the composed server does not close it. For tests. */
  store?: OpenStore
  trustProxy?: BlockList
  smtpUrl?: string
  mailFrom?: string
  /** Instead of SMTP. For tests. */
  mailTransport?: MailTransport
  assetsDir?: string
  publishableKey?: string
  secretKey?: string
  /** Seals payout details. Needed on PostgreSQL; on SQLite a file in `dataDir` otherwise. */
  detailsKey?: string
  /** Webhooks may go to this machine and its network, and by http. Default false. */
  privateWebhooks?: boolean
  /** Instead of HTTP. For tests. */
  postWebhook?: Post
  /** What payment providers sign their events with; a source without any takes no events. */
  hookSecrets?: HookSecrets
  /** Of accounts at Stripe, which are asked once a day for events that never came. */
  stripeKeys?: readonly string[]
  /** Instead of Stripe's own. For tests. */
  stripeOrigin?: string
  definition?: ProgramDefinition
  log: Logger
  clock?: Clock
  ids?: Ids
  /** Called after links, partners, coupons, the program or its clock changed. */
  linksChanged?(change: LinkChange): void
}

export interface Composed {
  app: Hono
  /** For `http.createServer`. */
  listener: RequestListener
  services: Services
  /** What recording clicks needs from the store. */
  clickLookups: Pick<RecorderOptions, 'findTargets' | 'onlyServer' | 'visitorSalt'>
  /** Keys that were made because the database was empty; shown once. */
  newKeys: NewKey[]
  /** Recounts all money now, as happens once an hour. */
  verify(): Promise<void>
  /** What the last recount found; null before the first. */
  verified(): Verified | null
  /** Sends the mail that is due. */
  sendMail(): Promise<void>
  /** Sends the webhooks that are due. */
  sendWebhooks(): Promise<void>
  /** Processes the events that are due. */
  processEvents(): Promise<void>
  /** Asks for events of Stripe that never came, unless that was done a short while ago. */
  reconcile(): Promise<void>
  /** Closes the price statements that are due. */
  closeStatements(): Promise<void>
  close(): Promise<void>
}

export async function compose(options: ComposeOptions): Promise<Composed> {
  const { clock = systemClock, ids = systemIds, log } = options
  const store =
    options.store ??
    (await openStore({ dataDir: options.dataDir ?? 'data', databaseUrl: options.databaseUrl }))
  try {
    if (!options.store) await migrate(store)
    const services: Services = {
      store,
      clicks: store.clicks,
      clock,
      ids,
      signingKeys: await loadSigningKeys(store, ids, clock),
      publicUrl: options.publicUrl,
      privateWebhooks: options.privateWebhooks === true,
      // Until the jobs are there, nobody has to be told.
      queued() {},
      totals: noTotals(),
      detailsKey: detailsKeyOf(ids, {
        detailsKey: options.detailsKey,
        dataDir: options.store || options.databaseUrl ? undefined : (options.dataDir ?? 'data'),
      }),
    }
    const { keys } = await setUp(services, options)
    return assemble(options, services, store, keys, log)
  } catch (error) {
    if (!options.store) await store.close()
    throw error
  }
}

function assemble(
  options: ComposeOptions,
  services: Services,
  store: OpenStore,
  newKeys: NewKey[],
  log: Logger,
): Composed {
  const { clock, ids } = services
  const outbox = options.mailTransport || options.smtpUrl ? undefined : localOutbox(() => clock.now())
  const transport =
    options.mailTransport ?? outbox ?? smtpTransport(options.smtpUrl ?? '', options.mailFrom ?? '')
  const mail = createMailJob(services, transport, log)
  const { privateWebhooks: allowPrivate } = services
  const webhooks = createWebhookJob(services, options.postWebhook ?? poster({ allowPrivate }), log)
  services.queued = (topic) => (topic === 'mail' ? mail : webhooks).kick()
  const inbox = createInboxJob(services, log)
  const accounts = (options.stripeKeys ?? []).map((key) => stripeEvents(key, options.stripeOrigin))
  const reconciling = createReconcileJob(services, accounts, () => inbox.kick(), log)
  const retention = createRetention(services, store, log)
  const statements = createStatementJob(services, log)
  const payouts = createPayoutJob(services, log)
  const verifying = createVerifyJob(() => toRead(options, store), clock, log)
  const clickLookups = {
    findTargets: (codes: string[]) => findTargets(services, codes),
    onlyServer: store.engine === 'sqlite',
    visitorSalt: visitorSalts(store, ids),
  }
  const recorder = createClickRecorder({ ...services, ...clickLookups })
  const app = createApp({
    services,
    log,
    recorder: {
      ...recorder,
      forgetLinks(change) {
        recorder.forgetLinks(change)
        options.linksChanged?.(change)
      },
    },
    limits: createLimits(),
    addressOf: addressOfContext(addressReader(options.trustProxy)),
    assetsDir: options.assetsDir,
    localMails: outbox && (() => outbox.mails()),
    mailQueued: () => mail.kick(),
    hookSecrets: options.hookSecrets ?? {},
    eventStored: () => inbox.kick(),
    ready: async () => {
      await store.db.selectFrom('program').select('id').limit(1).execute()
      return true
    },
  })
  let listen: Promise<RequestListener> | undefined
  return {
    app: app as unknown as Hono,
    async listener(request, response) {
      // Behind the front nobody asks for it.
      listen ??= import('@hono/node-server').then(({ getRequestListener }) => getRequestListener(app.fetch))
      ;(await listen)(request, response)
    },
    services,
    clickLookups,
    newKeys,
    sendMail: () => mail.drain(),
    sendWebhooks: () => webhooks.drain(),
    processEvents: () => inbox.drain(),
    reconcile: () => reconciling.run(),
    closeStatements: () => statements.run(),
    verified: () => verifying.last(),
    verify: () => verifying.run(),
    async close() {
      reconciling.stop()
      retention.stop()
      statements.stop()
      await inbox.stop()
      await verifying.stop()
      await payouts.stop()
      await webhooks.stop()
      await mail.stop()
      if (options.store) return
      await store.clicks.close()
      await store.close()
    },
  }
}

/** A second connection; a store that was given is read itself, because nobody knows where it is. */
async function toRead(options: ComposeOptions, store: OpenStore): Promise<ToRead> {
  if (options.store) return { db: store.db, close: async () => {} }
  const { dataDir = 'data', databaseUrl } = options
  const own = await openStore({ dataDir, databaseUrl, readonly: true })
  return {
    db: own.db,
    async close() {
      await own.clicks.close()
      await own.close()
    },
  }
}
