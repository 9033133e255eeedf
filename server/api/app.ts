/** The HTTP surface: request ids, logging, limits, CORS, errors, and the routes in order. */
import { z } from '@hono/zod-openapi'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import { isUnavailable } from '../db/errors.ts'
import type { Services } from '../services/context.ts'
import { onceOnly } from '../services/idempotency.ts'
import { Problem, problems } from '../services/problem.ts'
import { keptProgram, programIn, type Trx } from '../services/programs.ts'
import type { ClickRecorder } from '../services/record-click.ts'
import type { RequestContext } from './address.ts'
import { answerJson } from './bridge.ts'
import { bodyLimitOf, check, checkText, readJson } from './check.ts'
import { identify } from './credentials.ts'
import { programSchema } from './definition.ts'
import { mountHooks } from './hooks/mount.ts'
import type { HookSecrets } from './hooks/secrets.ts'
import type { Limits } from './limits.ts'
import { openApiDocument } from './openapi.ts'
import { mountPages, type PageOptions } from './pages.ts'
import { mountRedirect } from './redirect.ts'
import type { Call, Reply, Route } from './route.ts'
import { routes } from './routes/index.ts'
import { mountStaffPage } from './staff-page.ts'

export interface AppOptions extends PageOptions {
  services: Services
  recorder: ClickRecorder
  limits: Limits
  /** Mail was ordered: whoever sends it should look now. */
  mailQueued(): void
  /** What payment providers sign their events with. */
  hookSecrets: HookSecrets
  /** An event was stored: whoever processes it should look now. */
  eventStored(): void
  log: Logger
  /** The address a request came from, once proxies are accounted for. Never stored or logged. */
  addressOf(c: RequestContext): string
  /** Is the store reachable? For /readyz. */
  ready(): Promise<boolean>
}

/** Of the question that browsers ask before a call from another origin. */
const preflight = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key',
  'Access-Control-Max-Age': '7200',
}

type Env = { Variables: { requestId: string; route: string } }

export function createApp(options: AppOptions): Hono<Env> {
  const { services, log } = options
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    const started = performance.now()
    const requestId = services.ids.make('req')
    c.set('requestId', requestId)
    c.set('route', '-')
    await next()
    // Not by `c.header`: now that there is an answer, that would make it anew.
    const { headers } = c.res
    headers.set('X-Request-Id', requestId)
    headers.set('X-Content-Type-Options', 'nosniff')
    // The template, never the address: queries and ids can be personal.
    log.info({
      requestId,
      method: c.req.method,
      route: c.get('route'),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })

  app.onError((error, c) => {
    const problem = toProblem(error)
    if (problem.status >= 500) log.error({ requestId: c.get('requestId'), route: c.get('route'), err: error })
    return answerProblem(c, problem)
  })
  app.notFound((c) => answerProblem(c, new Problem('not_found')))

  mountRedirect(app, options)
  mountPages(app, options)
  mountStaffPage(app)

  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) =>
    (await options.ready()) ? c.json({ status: 'ready' }) : answerProblem(c, new Problem('unavailable')),
  )

  app.use('/v1/*', async (c, next) => {
    if (c.req.method !== 'OPTIONS') await next()
    else c.res = c.body(null, 204, preflight)
    const { headers } = c.res
    // Answers belong to one caller and are never kept by anything in between.
    headers.set('Cache-Control', 'no-store')
    headers.set('Access-Control-Allow-Origin', '*')
    headers.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id, Idempotency-Replayed')
  })
  const limited: MiddlewareHandler = (c, next) =>
    bodyLimit({
      maxSize: bodyLimitOf(c.req.path),
      onError: () => {
        throw new Problem('body_too_large')
      },
    })(c, next)
  app.use('/v1/*', limited)
  app.use('/hooks/*', limited)
  mountHooks(app, options)

  const underWay = new Set<string>()
  const list = routes(options)
  for (const declared of list) {
    const path = declared.spec.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(declared.spec.method.toUpperCase(), path, (c) => answer(c, declared, services, underWay))
  }
  let document: string | undefined
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openApiDocument(list, services.publicUrl))
    return c.body(document, 200, { 'Content-Type': 'application/json' })
  })
  app.get('/program.schema.json', (c) => {
    c.set('route', 'GET /program.schema.json')
    // Editors load it from anywhere.
    c.header('Access-Control-Allow-Origin', '*')
    return c.json(programSchema())
  })
  mountMethodNotAllowed(app, list)
  return app
}

async function answer(
  c: Context<Env>,
  { spec, handle }: Route,
  services: Services,
  underWay: Set<string>,
): Promise<Response> {
  c.set('route', `${spec.method.toUpperCase()} ${spec.path}`)
  const caller = spec.credentials.length > 0 ? await identify(c, services, spec) : undefined
  const programId = caller?.programId ?? (await liveProgramId(services))
  const params = spec.params ? check(spec.params, checkText(c.req.param())) : {}
  const query = check(spec.query ?? nothing, checkText(queryOf(c)))
  const body = spec.body ? check(spec.body, await readJson(c, spec.textBody === true)) : undefined
  const program = await keptProgram(services, programId)
  const call: Call = {
    services,
    program,
    credential: caller?.credential,
    params,
    query,
    body,
    request: c,
    transact: (work) => {
      const current = async (trx: Trx) => work(trx, await programIn(services, trx, program))
      return spec.idempotent === true
        ? once(c, services, call, underWay, current)
        : services.store.write(current)
    },
  }
  return send(c, await handle(call))
}

/** A route without a query schema takes no query: a misspelt filter must not answer everything. */
const nothing = z.strictObject({})

/** A key in the address is the credential, not a filter. */
function queryOf(c: Context): Record<string, string> {
  const { key: _key, ...query } = c.req.query()
  return query
}

async function liveProgramId({ store }: Services): Promise<string> {
  const row = await store.db.selectFrom('program').where('mode', '=', 'live').select('id').executeTakeFirst()
  if (!row) throw new Problem('unavailable', { retryAfterSeconds: 1 })
  return row.id
}

async function once(
  c: Context<Env>,
  services: Services,
  call: Call,
  underWay: Set<string>,
  work: (trx: Trx) => Promise<Reply>,
): Promise<Reply> {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return services.store.write(work)
  // A structured-field string may come in quotes.
  const bare = key.replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,255}$/.test(bare)) throw new Problem('invalid_idempotency_key')
  const scope = scopeOf(call, c.get('route'))
  const request = { key: bare, scope, path: c.req.path, body: call.body }
  const stored = await alone(underWay, `${call.program.id} ${scope} ${bare}`, () =>
    services.store.write((trx) => onceOnly(services, trx, call.program, request, () => work(trx))),
  )
  return {
    status: stored.status,
    body: JSON.parse(stored.body),
    headers: stored.replayed ? { 'Idempotency-Replayed': 'true' } : {},
  }
}

/**
 * The same key while its first request is still being worked on is told to
 * wait. On another server of the same database it waits for the lock and is
 * answered from the store.
 */
async function alone<T>(underWay: Set<string>, key: string, work: () => Promise<T>): Promise<T> {
  if (underWay.has(key)) throw new Problem('idempotency_in_flight', { retryAfterSeconds: 1 })
  underWay.add(key)
  try {
    return await work()
  } finally {
    underWay.delete(key)
  }
}

/** A partner's keys are its own; those of one key class are shared. */
function scopeOf({ credential }: Call, route: string): string {
  if (!credential) return `anyone ${route}`
  if ('partnerId' in credential) return `${credential.partnerId} ${route}`
  return credential.kind === 'staff' ? `${credential.staffId} ${route}` : `${credential.kind} ${route}`
}

function send(c: Context<Env>, { status, headers = {}, body }: Reply): Response {
  if (status === 204) return c.body(null, 204, headers)
  if (typeof body === 'string' && headers['Content-Type']) {
    return c.body(body, status as ContentfulStatusCode, headers)
  }
  return answerJson(c, JSON.stringify(body), status, headers)
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isUnavailable(error)) return new Problem('unavailable', { cause: error, retryAfterSeconds: 1 })
  return new Problem('internal', { cause: error })
}

function answerProblem(c: Context<Env>, problem: Problem, headers: Record<string, string> = {}): Response {
  const { title, status } = problems[problem.code]
  const wait = problem.retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  const body = {
    type: `/docs/errors#${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.detail,
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...problem.more,
    requestId: c.get('requestId'),
  }
  return answerJson(c, JSON.stringify(body), status, {
    'Content-Type': 'application/problem+json',
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(wait === undefined ? {} : { 'Retry-After': String(wait) }),
    ...headers,
  })
}

/** A known path with another method says which methods it takes. */
function mountMethodNotAllowed(app: Hono<Env>, list: Route[]): void {
  const methods = new Map<string, string[]>()
  for (const { spec } of list) {
    const path = spec.path.replaceAll(/\{(\w+)\}/g, ':$1')
    methods.set(path, [...(methods.get(path) ?? []), spec.method.toUpperCase()])
  }
  for (const [path, allowed] of methods) {
    const headers = { Allow: allowed.join(', ') }
    app.all(path, (c) => answerProblem(c, new Problem('method_not_allowed'), headers))
  }
}
