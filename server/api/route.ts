/**
 * How a route is declared: once. Method, path, credentials, schemas and
 * problems stand in one object; checking, the OpenAPI document and the SDK's
 * types all come from it.
 */
import type { z } from '@hono/zod-openapi'
import type { StaffHolder } from '../auth/staff.ts'
import type { Services } from '../services/context.ts'
import type { ProblemCode } from '../services/problem.ts'
import type { Program, Trx } from '../services/programs.ts'
import type { StaffRole } from '../services/staff.ts'
import type { RequestContext } from './address.ts'

/** Who may call: pk publishable key, sk secret key, pt partner token, session a signed-in partner, staff one of the vendor's people. */
export type CredentialKind = 'pk' | 'sk' | 'pt' | 'session' | 'staff'

export type Credential =
  | { kind: 'pk' | 'sk'; keyId: string }
  | { kind: 'pt' | 'session'; partnerId: string; hash: string }
  | ({ kind: 'staff' } & Omit<StaffHolder, 'programId'>)

export interface Reply {
  status: number
  /** Sent as JSON; a text together with its own Content-Type as it is. */
  body: unknown
  headers?: Record<string, string>
}

export interface Call<P = unknown, Q = unknown, B = unknown> {
  services: Services
  /** For reading; see `transact`. */
  program: Program
  /** Undefined on routes without a credential. */
  credential: Credential | undefined
  params: P
  query: Q
  body: B
  /** For reading its headers and cookies; what the answer is to have stands in the reply. */
  request: RequestContext
  /**
   * One write transaction, with the program as it sees it: the call's own can be
   * a few seconds old. On creating routes it also keeps the promise of the
   * Idempotency-Key, so the whole effect must happen inside.
   */
  transact(work: (trx: Trx, program: Program) => Promise<Reply>): Promise<Reply>
}

type Schema<T> = z.ZodType<T>

export interface RouteSpec<P, Q, B> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `{name}` for parameters. */
  path: string
  summary: string
  description?: string
  tag: string
  /** Empty: anyone. */
  credentials: readonly CredentialKind[]
  /** Of those who come with a staff session. Absent: every role. */
  roles?: readonly StaffRole[]
  params?: Schema<P>
  query?: Schema<Q>
  body?: Schema<B>
  /** Also take the JSON as text/plain, which browsers send across origins without asking first. */
  textBody?: boolean
  /** Takes an Idempotency-Key. */
  idempotent?: boolean
  /** `file`: media types of a text that is answered instead of JSON. */
  replies: Record<number, { description: string; schema?: z.ZodType; file?: readonly string[] }>
  /** Beside those that every route of its kind can answer. */
  problems?: readonly ProblemCode[]
}

export interface Route {
  // biome-ignore lint/suspicious/noExplicitAny: a list of routes holds every kind of body
  spec: RouteSpec<any, any, any>
  // biome-ignore lint/suspicious/noExplicitAny: the handler was checked against its own spec in `route`
  handle(call: Call<any, any, any>): Promise<Reply>
}

export function route<P = Record<string, never>, Q = Record<string, never>, B = undefined>(
  spec: RouteSpec<P, Q, B>,
  handle: (call: Call<P, Q, B>) => Promise<Reply>,
): Route {
  return { spec, handle }
}

/** The partner that a partner credential speaks for. */
export function ownPartner(call: Call): string | undefined {
  return call.credential && 'partnerId' in call.credential ? call.credential.partnerId : undefined
}

/** Who it was, for records: `key_…`, `stf_…` or `par_…`. */
export function callerId({ credential }: Call): string {
  if (!credential) return 'anyone'
  if ('keyId' in credential) return credential.keyId
  return 'staffId' in credential ? credential.staffId : credential.partnerId
}
