/** API keys. The command line makes them here while a server has the database. */
import { z } from '@hono/zod-openapi'
import { createKey, listKeys, revokeKey } from '../../services/keys.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { id, timeOut } from '../schemas.ts'

const kind = z.enum(['publishable', 'secret'])

const KeyBody = z
  .object({ id: z.string(), kind, mode: z.enum(['live', 'test']), key: z.string() })
  .openapi('Key')

const KeyInUse = z
  .object({
    id: z.string(),
    kind,
    hint: z.string().openapi({
      description: 'A publishable key as a whole; of a secret one the last four characters.',
    }),
    createdAt: timeOut,
  })
  .openapi('KeyInUse')

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
  route(
    {
      method: 'get',
      path: '/v1/keys',
      tag: 'Keys',
      summary: 'List the keys in use',
      credentials: ['sk'],
      replies: {
        200: {
          description: 'Oldest first.',
          schema: z.object({ data: z.array(KeyInUse) }).openapi('KeyList'),
        },
      },
    },
    async ({ services, program }) => {
      const keys = await listKeys(services.store.db, program.id)
      return { status: 200, body: { data: keys.map((key) => ({ ...key, createdAt: iso(key.createdAt) })) } }
    },
  ),
  route(
    {
      method: 'delete',
      path: '/v1/keys/{id}',
      tag: 'Keys',
      summary: 'Revoke a key',
      description:
        'It opens nothing from then on; clicks are taken with a publishable key for up to five seconds more. The only secret key of a program cannot be revoked.',
      credentials: ['sk'],
      params: z.object({ id }),
      replies: { 204: { description: 'It is revoked.' } },
      problems: ['not_found', 'last_secret_key'],
    },
    async ({ services, params, transact }) =>
      transact(async (trx, program) => {
        await revokeKey(services, trx, program, params.id)
        return { status: 204, body: null }
      }),
  ),
]
