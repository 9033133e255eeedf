/**
 * What services are given. Time, ids and randomness come in through here, and
 * `core` never sees it.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Database, OutboxTable } from '../db/schema.ts'
import type { SigningKey } from './click-id.ts'
import type { ClickStore } from './clicks.ts'
import type { Totals } from './totals.ts'

export interface Clock {
  /** UTC milliseconds. */
  now(): number
}

export interface Ids {
  /** A new id with its prefix: `ids.make('par')` is `par_V1StGXR8…`. */
  make(prefix: string): string
  /** n random bytes, for keys, tokens and salts. */
  bytes(n: number): Buffer
}

/** The store that services write to. Implemented once per engine in `server/db`. */
export interface Store {
  engine: 'sqlite' | 'postgres'
  /** For reads outside a transaction. */
  db: Kysely<Database>
  /**
   * Runs `work` in one transaction and commits before it resolves. On SQLite
   * these run one after another. Either engine may undo what `work` did and run
   * it again, because of somebody else, so it must not have effects of its own.
   */
  write<T>(work: (trx: Transaction<Database>) => Promise<T>): Promise<T>
  /**
   * Until the transaction ends, nobody else holds the same keys, which are
   * taken one after another. Take the lock of a sale before that of its customer. Does nothing on SQLite, whose
   * write transactions exclude each other anyway.
   */
  lock(trx: Transaction<Database>, ...keys: string[]): Promise<void>
  /** Runs `act` once the transaction has been committed, before its caller is answered; never when it fails. */
  afterCommit(trx: Transaction<Database>, act: () => void): void
  /** Closes every connection. Safe to call twice. */
  close(): Promise<void>
}

export interface Services {
  store: Store
  clicks: ClickStore
  clock: Clock
  ids: Ids
  /** Newest first: the first one signs, all of them verify. */
  signingKeys: readonly SigningKey[]
  /**
   * 32 bytes that seal payout details, from outside the database.
   * @throws Problem `details_key_missing`
   */
  detailsKey(): Buffer
  /** Where this server is reached from outside, without a trailing slash. */
  publicUrl: string
  /** Webhooks may go to this machine and its network, and by http: while developing. */
  privateWebhooks: boolean
  /** Work was put into the outbox and committed: whoever does it should look now. */
  queued(topic: OutboxTable['topic']): void
  /** Of what jobs did, for whoever watches. */
  totals: Totals
}
