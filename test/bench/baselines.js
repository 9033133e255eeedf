/**
 * The limit of the runtime: servers that answer like ours and do nothing else.
 * Started as `node test/bench/baselines.js http|hono`; HEADERS is the JSON of
 * the headers that our own redirect answered with.
 */
import { createServer } from 'node:http'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const [kind] = process.argv.slice(2)
const port = Number(process.env.PORT)
const headers = JSON.parse(process.env.HEADERS ?? '{}')

if (kind === 'http') {
  createServer((request, response) => {
    if (request.url === '/readyz') return response.end()
    response.writeHead(302, headers).end()
  }).listen(port, '127.0.0.1')
} else {
  const app = new Hono()
  app.get('/readyz', (c) => c.body(null))
  app.get('/r/:code', () => new Response(null, { status: 302, headers }))
  app.post('/json', async (c) => c.json(await c.req.json(), 201))
  serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
}
