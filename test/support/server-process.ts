/** The real server as a process of its own: started, watched until it is ready, and ended in any way. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { PK, SK } from './app.ts'

export interface ServerProcess {
  url: string
  /** From the start of the process to its first line. */
  readyMs: number
  /** Sends the signal and waits for the end. @returns the exit code; null when the signal ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

const environment = (dataDir: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  PORT: '0',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'error',
  GOODWORD_PUBLISHABLE_KEY: PK,
  GOODWORD_SECRET_KEY: SK,
})

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)))

/** @param file what `node` runs; its first line names the address. */
export async function startServer(file: string, dataDir: string): Promise<ServerProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, [file, 'serve'], {
    env: environment(dataDir),
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
  dataDir: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [file, ...args], {
    env: environment(dataDir),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return { code: await ended(child), output }
}
