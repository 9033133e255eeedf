/** What the demo remembers between two starts: its keys, and whether its past has been written. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface DemoState {
  publishableKey: string
  secretKey: string
  /** UTC milliseconds. The past is told from here, so that telling it twice is the same past. */
  createdAt: number
  seeded: boolean
}

const fileIn = (dir: string): string => join(dir, 'demo.json')

/** Reads the state, or makes new keys where there is none. */
export function openState(dir: string, now: number): DemoState {
  try {
    return JSON.parse(readFileSync(fileIn(dir), 'utf8')) as DemoState
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const random = () => randomBytes(16).toString('hex')
  const state = {
    publishableKey: `gw_pk_${random()}`,
    secretKey: `gw_sk_${random()}`,
    createdAt: now,
    seeded: false,
  }
  saveState(dir, state)
  return state
}

/** Only the owner may read it, and a start that is cut short leaves the old file or the new one. */
export function saveState(dir: string, state: DemoState): void {
  mkdirSync(dir, { recursive: true })
  const next = `${fileIn(dir)}.next`
  writeFileSync(next, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(next, fileIn(dir))
}
