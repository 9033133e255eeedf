/** What a page sees of Goodword: the client, its options and its answers. */
import type { Framing, LeadFields } from '../rules/framing.ts'

export interface GoodwordOptions {
  /** The publishable key, `gw_pk_…`. It is public: it may stand in the page. */
  key: string
  /** Address of the Goodword server, such as `https://refer.acme.example`. */
  server: string
  /**
   * `'required'`: nothing is read from or written to the visitor's storage until
   * `consent('granted')`. Left out: storage is used, unless the browser sends
   * Global Privacy Control, which counts as denied until the page grants.
   */
  consent?: 'required' | undefined
  /** How long click ids are kept, in days. Default 60; browsers keep nothing beyond 400. */
  windowDays?: number
  /** Writes to the console why something came to nothing. Default false. */
  debug?: boolean
}

/** What went wrong, as the server says it (RFC 9457), or `code: 'unreachable'` when no answer came. */
export interface Problem {
  type: string
  title: string
  /** HTTP status; 0 when no answer came. */
  status: number
  /** Stable; decide by this. */
  code: string
  /** What is wrong and what to do, for people. */
  detail: string
  errors?: { path: string; message: string }[]
  requestId?: string
}

export type Failed = { error: Problem }

/** A lead as a page sends it. Required: `company`, `contact.name`, `contact.email` and `need`. */
export interface NewLead extends LeadFields {
  company: string
  contact: { name: string; email: string; role?: string }
  need: string
  product?: string
  /** Default `'partner'`. A `'prospect'` fills the form for itself and must consent. */
  submittedBy?: 'partner' | 'prospect'
  /** Must be true when a prospect sends its own data. */
  consent?: boolean
  /** The partner's code. Default: the code that this visitor came with. */
  code?: string
}

export interface LeadReceipt {
  id: string
  status: string
  framing: Framing
}

/** The client. No method ever throws or rejects. */
export interface Goodword {
  /** What elements on the page need to know. */
  readonly config: Readonly<Pick<GoodwordOptions, 'key' | 'server' | 'consent'>>
  /** Resolves once the address has been looked at, and a click recorded if there was one. */
  readonly ready: Promise<Goodword>
  /**
   * The visitor's last five click ids, oldest first. Send them to your server
   * at sign-up or checkout as `clickIds`. Empty while storage is denied, or
   * when the visitor came through nobody's link.
   */
  getClickIds(): Promise<string[]>
  /** Code of the partner whose link the visitor came through last, or null. */
  getCode(): Promise<string | null>
  /**
   * Says what the visitor decided. `'granted'` keeps what this page has seen so
   * far; `'denied'` deletes what we kept and stops. Say it on every page: a
   * decision is not stored. Anything but `'granted'` counts as denied.
   */
  consent(decision: 'granted' | 'denied'): Promise<void>
  /**
   * With a code: the partner's tracked link. With an address on one of the
   * program's origins: that address with the visitor's click ids, for leaving
   * to another of your sites by script.
   *
   * Errors: `destination_not_allowed` (not retryable), `unreachable` (retry later).
   */
  link(codeOrUrl: string): Promise<{ url: string } | Failed>
  /**
   * Registers a lead for the partner's code.
   *
   * Errors: `validation_failed` names the fields; `code_unknown`; `unreachable`
   * (safe to send again, nothing typed is lost).
   */
  lead(fields: NewLead): Promise<LeadReceipt | Failed>
  /**
   * Records a visit through a partner's code, once per page and code, and
   * keeps its click id. Default: the code in the page's address.
   * Null when there was none, it is unknown, storage is denied or no answer came.
   */
  click(code?: string): Promise<string | null>
  /** Looks at the address again, after a navigation without page load. Going back is noticed anyway. */
  capture(): Promise<void>
}

declare global {
  interface Window {
    Goodword?: Goodword
  }
}
