/** API keys. The command line makes them here while a server has the database. */
import { z } from '@hono/zod-openapi'
import { createKey } from '../../services/keys.ts'
import { type Route, route } from '../route.ts'

const kind = z.enum(['publishable', 'secret'])

const KeyBody = z
  .object({ id: z.string(), kind, mode: z.enum(['live', 'test']), key: z.string() })
  .openapi('Key')

export const keyRoutes: Route[] = [
  route(
    {
      method: 'post',
      path: '/v1/keys',
      tag: 'Keys',
      summary: 'Make another key',
      description: 'For the program of the key that asks. A secret key is shown only in this answer.',
      credentials: ['sk'],
      body: z.strictObject({ kind }).openapi('NewKey'),
      replies: { 201: { description: 'The whole key.', schema: KeyBody } },
    },
    async ({ services, body, transact }) =>
      transact(async (trx, program) => ({
        status: 201,
        body: await createKey(services, trx, program, body.kind),
      })),
  ),
]
