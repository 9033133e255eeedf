/** The demo as `npm start` runs it, in a process and a folder of its own. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DIST } from '../setup/build.ts'

export interface RunningDemo {
  origin: string
  publishableKey: string
  secretKey: string
  /** Everything it printed. */
  output(): string
  /** Like Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>
}

/** @throws when it ends before it is ready, with what it said. */
export async function runDemo(options: {
  dataDir: string
  databaseUrl?: string | undefined
  port?: number
}): Promise<RunningDemo> {
  const { DATABASE_URL: _mine, ...env } = process.env
  const child = spawn(process.execPath, [join(DIST, 'demo', 'start.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      PORT: String(options.port ?? 0),
      DEMO_DATA_DIR: options.dataDir,
      ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    },
  })
  let printed = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk
      if (/Stop with Ctrl-C/.test(printed)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    ended.then((code) => reject(new Error(`the demo ended with ${code}:\n${printed}`)))
  })
  const find = (pattern: RegExp): string => {
    const found = pattern.exec(printed)?.[0]
    if (!found) throw new Error(`not printed: ${pattern}\n${printed}`)
    return found
  }
  return {
    origin: new URL(find(/http:\/\/\S+\/demo/)).origin,
    publishableKey: find(/gw_pk_\w+/),
    secretKey: find(/gw_sk_\w+/),
    output: () => printed,
    stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}
