/** The servers under test as processes of their own: pinned to a core, watched from outside, ended by pid. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuTicksOf } from './arithmetic.ts'

const SERVER_CORE = '0'
const LOAD_CORE = '1'
const READY_WITHIN_MS = 30_000
const END_WITHIN_MS = 20_000

const has = (command: string): boolean => spawnSync('which', [command]).status === 0
const cores = (): number => readFileSync('/proc/cpuinfo', 'utf8').match(/^processor/gm)?.length ?? 1

/** Server and load on different cores: otherwise the load's own cost is measured, too. */
export const canPin = has('taskset') && cores() > 1
export const hasWrk = has('wrk')

const pinned = (core: string, command: string[]): string[] =>
  canPin ? ['taskset', '-c', core, ...command] : command

export const onServerCore = (...command: string[]): string[] => pinned(SERVER_CORE, command)
export const onLoadCore = (...command: string[]): string[] => pinned(LOAD_CORE, command)

/** Moves processes that are running already, with all their threads. */
export function movePids(pids: number[], to: 'server' | 'load'): void {
  const core = to === 'server' ? SERVER_CORE : LOAD_CORE
  if (canPin) for (const pid of pids) spawnSync('taskset', ['-a', '-c', '-p', core, `${pid}`])
}

export interface Running {
  url: string
  pid: number
  /** From the start of the process to the first 200 of its ready path. */
  readyMs: number
  /** CPU time so far, in µs, of all its threads and of what works for it. */
  cpuMicros(): number
  memory(): { peakMb: number; nowMb: number }
  /** From here on, the peak is that of what follows. */
  forgetPeak(): void
  /** SIGTERM, and SIGKILL for one that is too busy to hear it; resolves when it has ended. */
  stop(): Promise<void>
}

export interface StartOptions {
  /** Arguments of `node`. */
  args: string[]
  env: Record<string, string>
  readyPath: string
  /** What it writes goes to files there. */
  scratch: string
  /** The database server that works for this one, if it is a process of its own. */
  alsoPid?: number
}

const TICK_MICROS = 10_000
let started = 0
const alive = new Set<ChildProcess>()

/** For the end of a run, however it went. */
export function killAll(): void {
  for (const child of alive) child.kill('SIGKILL')
}

export async function start({ args, env, readyPath, scratch, alsoPid }: StartOptions): Promise<Running> {
  // Below the ports that connections get by themselves: one of those may still be taken.
  const port = 20_000 + ((process.pid * 7 + started++) % 12_000)
  const output = join(scratch, `server-${started}.log`)
  const log = openSync(output, 'a')
  const [command = '', ...rest] = onServerCore(process.execPath, ...args)
  const begun = performance.now()
  const child = spawn(command, rest, {
    env: { PATH: process.env.PATH, ...env, PORT: `${port}` },
    stdio: ['ignore', log, log],
  })
  alive.add(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => alive.delete(child))
  const url = `http://127.0.0.1:${port}`
  const died = (why: string) =>
    new Error(`${args.join(' ')} ${why}:\n${readFileSync(output, 'utf8').slice(-2_000)}`)
  while (!(await answers(url + readyPath))) {
    if (child.exitCode !== null) throw died('ended before it was ready')
    if (performance.now() - begun > READY_WITHIN_MS) {
      child.kill('SIGKILL')
      throw died('was not ready in time')
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const readyMs = performance.now() - begun
  const pid = pidOf(child)
  return {
    url,
    pid,
    readyMs,
    cpuMicros: () => (statOf(pid).own + (alsoPid ? familyTicks(alsoPid) : 0)) * TICK_MICROS,
    memory: () => memoryOf(pid),
    // proc(5): 5 sets the peak back to what is resident now.
    forgetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    async stop() {
      child.kill('SIGTERM')
      const patience = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS)
      await ended
      clearTimeout(patience)
    },
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process has no pid')
  return child.pid
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return response.status === 200
    },
    () => false,
  )

const statOf = (pid: number) => cpuTicksOf(readFileSync(`/proc/${pid}/stat`, 'utf8'))

/** The CPU time of a process and its children, the ones that have ended included. */
const familyTicks = (parent: number): number =>
  childrenOf(parent).reduce((sum, { ticks }) => sum + ticks, statOf(parent).withEnded)

export function childrenOf(parent: number): { pid: number; ticks: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
      return stat?.parent === parent ? [{ pid: Number(name), ticks: stat.own }] : []
    } catch {
      // It ended between the listing and the look.
      return []
    }
  })
}

export const parentOf = (pid: number): number => statOf(pid).parent

function memoryOf(pid: number): { peakMb: number; nowMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { peakMb: mb('VmHWM'), nowMb: mb('VmRSS') }
}
