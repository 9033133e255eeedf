/** Load on one server for some seconds: wrk when it is installed, otherwise a generator in this process. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { median, percentile } from './arithmetic.ts'
import { ask } from './client.ts'
import { hasWrk, onLoadCore } from './processes.ts'

export interface Request {
  method: string
  path: string
  body?: string
  /** Beside those of the load; one at most. */
  headers?: Record<string, string>
}

export interface Load {
  connections: number
  headers: Record<string, string>
  /** Sent in turn, and again from the first one. */
  requests: Request[]
}

export interface LoadResult {
  requests: number
  /** Answers that did what was asked: neither refused nor unconfirmed. */
  acknowledged: number
  seconds: number
  /** Answers of 400 and above, and requests without an answer. */
  errors: number
  /** Answers that say themselves that their click may not have been stored. */
  unconfirmed: number
  p50Ms: number
  p99Ms: number
  p999Ms: number
  maxMs: number
}

/** What a browser sends when somebody follows a link. */
export const browserHeaders = {
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Language': 'en-GB,en;q=0.9,de;q=0.8',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  Referer: 'https://blog.example/posts/which-helpdesk?page=2',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'cross-site',
  'Upgrade-Insecure-Requests': '1',
}

export const apiHeaders = (key: string) => ({
  'User-Agent': browserHeaders['User-Agent'],
  Authorization: `Bearer ${key}`,
  'Content-Type': 'application/json',
})

export const applyLoad = (url: string, load: Load, seconds: number, scratch: string): Promise<LoadResult> =>
  hasWrk ? withWrk(url, load, seconds, scratch) : withNode(url, load, seconds)

async function withWrk(url: string, load: Load, seconds: number, scratch: string): Promise<LoadResult> {
  const headers = join(scratch, 'headers.txt')
  const requests = join(scratch, 'requests.txt')
  writeFileSync(headers, textOf(Object.entries(load.headers).map(([name, value]) => `${name}: ${value}`)))
  writeFileSync(
    requests,
    textOf(
      load.requests.map(({ method, path, headers = {}, body = '' }) => {
        const [own] = Object.entries(headers)
        return [method, path, own ? `${own[0]}: ${own[1]}` : '', body].join('\t')
      }),
    ),
  )
  const wrk = ['wrk', '-t1', `-c${load.connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency']
  const output = await run(onLoadCore(...wrk, '-s', 'test/bench/wrk.lua', url, '--', headers, requests))
  const line = /^BENCH (.*)$/m.exec(output)?.[1]
  if (!line) throw new Error(`wrk did not end well:\n${output.slice(-2_000)}`)
  const [count = 0, micros = 0, status = 0, broken = 0, unconfirmed = 0, ...latencies] = line
    .split(' ')
    .map(Number)
  const [p50Ms = 0, p99Ms = 0, p999Ms = 0, maxMs = 0] = latencies.map((value) => value / 1000)
  const errors = status + broken
  const acknowledged = count - status - unconfirmed
  const seen = { requests: count, acknowledged, seconds: micros / 1e6, errors, unconfirmed }
  return { ...seen, p50Ms, p99Ms, p999Ms, maxMs }
}

const textOf = (lines: string[]): string => `${lines.join('\n')}\n`

function run([command = '', ...args]: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', () => resolve(output))
  })
}

async function withNode(url: string, load: Load, seconds: number): Promise<LoadResult> {
  const begun = performance.now()
  const latencies: number[] = []
  let errors = 0
  let unconfirmed = 0
  await ask(url, load, {
    more: () => performance.now() - begun < seconds * 1000,
    answered({ status, headers, ms }) {
      latencies.push(ms)
      if (status >= 400) errors++
      if (headers['goodword-click'] !== undefined) unconfirmed++
    },
  })
  return {
    requests: latencies.length,
    acknowledged: latencies.length - errors - unconfirmed,
    seconds: (performance.now() - begun) / 1000,
    errors,
    unconfirmed,
    p50Ms: median(latencies),
    p99Ms: percentile(latencies, 0.99),
    p999Ms: percentile(latencies, 0.999),
    maxMs: percentile(latencies, 1),
  }
}
