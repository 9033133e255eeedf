/** The real server as a process of its own: started, watched until it is ready, and ended in any way. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { PK, SK } from './app.ts'

export interface ServerProcess {
  url: string
  pid: number
  /** From the start of the process to its first line. */
  readyMs: number
  /** Sends the signal and waits for the end. @returns the exit code; null when the signal ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** Where a server or a command finds its data. */
export interface Place {
  dataDir: string
  databaseUrl?: string
  /** More of its environment. */
  env?: Record<string, string>
}

const environment = ({ dataDir, databaseUrl, env }: Place): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  PORT: '0',
  DATA_DIR: dataDir,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  LOG_LEVEL: 'error',
  GOODWORD_PUBLISHABLE_KEY: PK,
  GOODWORD_SECRET_KEY: SK,
  ...env,
})

const placeOf = (place: Place | string): Place => (typeof place === 'string' ? { dataDir: place } : place)

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)))

/** @param file what `node` runs; its first line names the address. */
export async function startServer(file: string, place: Place | string): Promise<ServerProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, [file, 'serve'], {
    env: environment(placeOf(place)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = ended(child)
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^Goodword answers at (\S+)$/.exec(line)
      if (found?.[1]) resolve(found[1])
    })
    void close.then((code) => reject(new Error(`the server ended with ${code} before it was ready`)))
  })
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - started,
    end(signal) {
      child.kill(signal)
      return close
    },
  }
}

/** Runs a command of the CLI to its end. */
export async function runCommand(
  file: string,
  args: string[],
  place: Place | string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [file, ...args], {
    env: environment(placeOf(place)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return { code: await ended(child), output }
}
