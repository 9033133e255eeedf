/** `goodword stripe events`, likewise paddle, shopify and generic: what was told and what came of it, through the API of a running server. */
import { parseArgs } from 'node:util'
import type { Source } from '../api/hooks/secrets.ts'
import type { Config } from '../config.ts'
import { askServer } from './through-server.ts'

const usage = (
  source: Source,
): string => `Use: goodword ${source} events [--status waiting|done|parked|failed|ignored] [--test] [--json]
     goodword ${source} events <id> [--again] [--test] [--json]
`

interface Event {
  id: string
  type: string
  objectId: string
  status: string
  outcome: string
  attempts: number
  occurredAt: string
  nextAt: string | null
}

export async function providerCommand(source: Source, args: string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      status: { type: 'string' },
      again: { type: 'boolean' },
      test: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  })
  const [what, id] = positionals
  if (what !== 'events' || positionals.length > 2 || (values.again && id === undefined)) {
    process.stderr.write(usage(source))
    return 2
  }
  const mode = values.test ? 'test' : 'live'
  const events =
    id === undefined
      ? await list(config, source, mode, values.status)
      : [await one(config, source, mode, id, values.again === true)]
  const text = values.json ? `${JSON.stringify(id === undefined ? events : events[0])}\n` : words(events)
  process.stdout.write(text)
  return 0
}

async function list(
  config: Config,
  source: Source,
  mode: 'live' | 'test',
  status: string | undefined,
): Promise<Event[]> {
  const query = new URLSearchParams({ limit: '100', ...(status === undefined ? {} : { status }) })
  const path = `/v1/hooks/${source}/events?${query}`
  return (await askServer<{ data: Event[] }>(config, mode, { method: 'GET', path })).data
}

function one(
  config: Config,
  source: Source,
  mode: 'live' | 'test',
  id: string,
  again: boolean,
): Promise<Event> {
  const path = `/v1/hooks/${source}/events/${encodeURIComponent(id)}`
  return again
    ? askServer(config, mode, { method: 'POST', path: `${path}/process` })
    : askServer(config, mode, { method: 'GET', path })
}

function words(events: Event[]): string {
  if (events.length === 0) return 'Nothing like that was sent.\n'
  return events
    .map(({ id, type, objectId, status, outcome, occurredAt, nextAt }) => {
      const next = nextAt === null ? '' : `, looked at again at ${nextAt}`
      return `${occurredAt}  ${status.padEnd(7)}  ${type}  ${objectId}  ${id}\n  ${outcome || 'Not processed yet.'}${next}\n`
    })
    .join('')
}
