/** Does everything answer as it does when nothing is wrong? */
import { PK, SK } from '../support/app.ts'
import type { Link } from './load.ts'

const PATIENCE_MS = 5_000

/** One request of every kind; the first one that is turned away, or takes long, makes it false. */
export async function everyRouteAnswers(url: string, link: Link): Promise<boolean> {
  const call = (path: string, key: string, body?: object) =>
    fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const externalId = `probe-${Math.random()}`
  try {
    const answers = await Promise.all([
      call('/readyz', SK),
      call('/v1/program', SK),
      call('/v1/partners', SK),
      call('/v1/commissions', SK),
      call(`/r/${link.code}`, PK),
      call('/v1/clicks', PK, { code: link.code, url: link.destination }),
      call('/v1/customers', SK, { externalId }),
      call('/v1/sales', SK, { externalId, amount: 100, currency: 'USD' }),
    ])
    for (const answer of answers) await answer.arrayBuffer()
    return answers.every(({ status, headers }) => status < 400 && !headers.has('goodword-click'))
  } catch {
    return false
  }
}
