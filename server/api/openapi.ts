/** The OpenAPI 3.1 document, from the same declarations that check requests. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { EventType } from '../core/webhooks.ts'
import { type ProblemCode, problems } from '../services/problem.ts'
import { cookieName } from './credentials.ts'
import type { CredentialKind, Route } from './route.ts'
import { ProblemBody } from './schemas.ts'
import { allEventTypes, webhookBody, webhookEvents } from './webhook-events.ts'

const schemes: Record<CredentialKind, string> = {
  pk: 'publishableKey',
  sk: 'secretKey',
  pt: 'partnerToken',
  session: 'session',
  staff: 'staff',
}

function describe(registry: OpenAPIHono, { spec }: Route): void {
  registry.openAPIRegistry.registerPath(
    createRoute({
      method: spec.method,
      path: spec.path,
      summary: spec.summary,
      description: spec.description,
      tags: [spec.tag],
      security: spec.credentials.map((kind) => ({ [schemes[kind]]: [] })),
      request: {
        ...(spec.params ? { params: spec.params as never } : {}),
        ...(spec.query ? { query: spec.query as never } : {}),
        ...(spec.body
          ? { body: { required: true, content: { 'application/json': { schema: spec.body as never } } } }
          : {}),
      },
      responses: {
        ...Object.fromEntries(
          Object.entries(spec.replies).map(([status, { description, schema, file = [] }]) => [
            status,
            {
              description,
              ...(schema || file.length > 0
                ? {
                    content: {
                      ...(schema ? { 'application/json': { schema } } : {}),
                      ...Object.fromEntries(file.map((type) => [type, { schema: z.string() }])),
                    },
                  }
                : {}),
            },
          ]),
        ),
        ...problemReplies(spec),
      },
    }),
  )
}

function describeWebhook(registry: OpenAPIHono, type: EventType): void {
  registry.openAPIRegistry.registerWebhook({
    method: 'post',
    path: type,
    summary: webhookEvents[type].summary,
    tags: ['Webhooks'],
    request: {
      headers: WebhookHeaders,
      body: { required: true, content: { 'application/json': { schema: webhookBody(type) } } },
    },
    responses: {
      '2XX': { description: 'Received. Anything else is tried again; 410 ends it.' },
    },
  })
}

const WebhookHeaders = z.object({
  'webhook-id': z.string().openapi({ description: 'The same over all attempts: drop what you have seen.' }),
  'webhook-timestamp': z.string().openapi({ description: 'Of this attempt, Unix seconds.' }),
  'webhook-signature': z
    .string()
    .openapi({ description: 'One or more of `v1,` and base64, apart by blanks.' }),
})

/** Problems by status, each with the codes that can stand in it. */
function problemReplies(spec: Route['spec']) {
  const codes = new Set<ProblemCode>(spec.problems ?? [])
  if (spec.credentials.length > 0) {
    codes.add('credential_missing').add('credential_invalid').add('credential_not_allowed')
  }
  if (spec.body) codes.add('malformed_json').add('unsupported_media_type').add('body_too_large')
  codes.add('validation_failed')
  if (spec.credentials.some((kind) => kind === 'session' || kind === 'staff') && spec.method !== 'get') {
    codes.add('cross_site')
  }
  if (spec.roles) codes.add('role_not_allowed')
  if (spec.idempotent) {
    codes.add('invalid_idempotency_key').add('idempotency_key_reused').add('idempotency_in_flight')
  }
  codes.add('unavailable')
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codes) {
    const { status } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: ProblemBody } },
      },
    ]),
  )
}

/** Takes a while and some memory, and hardly anybody asks: make it when somebody does. */
export function openApiDocument(routes: Route[], publicUrl: string) {
  const registry = new OpenAPIHono()
  for (const route of routes) describe(registry, route)
  for (const type of allEventTypes) describeWebhook(registry, type)
  const components = registry.openAPIRegistry
  const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const
  components.registerComponent(
    'securitySchemes',
    schemes.pk,
    bearer('`gw_pk_…`: public, for pages. May stand in the address as `?key=`.'),
  )
  components.registerComponent('securitySchemes', schemes.sk, bearer('`gw_sk_…`: for servers only.'))
  components.registerComponent(
    'securitySchemes',
    schemes.pt,
    bearer('`gw_pt_…`: short-lived, minted by the vendor for one partner.'),
  )
  components.registerComponent('securitySchemes', schemes.session, {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName('session', publicUrl),
    description: 'A signed-in partner.',
  })
  components.registerComponent('securitySchemes', schemes.staff, {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName('staff', publicUrl),
    description: "One of the vendor's people, signed in.",
  })
  return registry.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Goodword',
      version: '1',
      description:
        'Links, clicks, leads, customers, sales, refunds and the commissions that follow. Amounts are integer minor units of their currency, times RFC 3339 in UTC. Errors are problem+json with a stable code. Creating routes take an Idempotency-Key.',
      license: { name: 'MIT' },
    },
    servers: [{ url: publicUrl }],
  })
}
