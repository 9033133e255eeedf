/** A running server has the files for itself, so a command asks it through its API. */
import type { Config } from '../config.ts'

export type Mode = 'live' | 'test'

/** Why a command cannot do its work; the message is for whoever started it. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
}

interface Refusal {
  detail?: string
  errors?: { path: string; message: string }[]
}

/** @throws CommandRefused when there is no key for it, or the server refuses. */
export async function askServer<T>(
  config: Config,
  mode: Mode,
  { method, path, body }: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; body?: unknown },
): Promise<T> {
  const { secretKey, publicUrl = `http://localhost:${config.port}` } = config
  const secretMode = secretKey?.startsWith('gw_sk_test_') ? 'test' : 'live'
  if (!secretKey || secretMode !== mode) {
    throw new CommandRefused(
      `Set GOODWORD_SECRET_KEY to one of the server's ${mode} secret keys (and PUBLIC_URL if it is not ${publicUrl}), and this is done through its API.`,
    )
  }
  const response = await fetch(`${publicUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  const answer = (response.status === 204 ? undefined : await response.json()) as T & Refusal
  if (response.ok) return answer
  const fields = (answer.errors ?? []).map((one) => `\n  ${one.path}: ${one.message}`).join('')
  throw new CommandRefused(`The server at ${publicUrl} refused: ${answer.detail}${fields}`)
}
