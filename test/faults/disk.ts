/** Steers disk.c, which is preloaded into a server: its disk fails, or is slow, or is watched. */
import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Sync {
  file: string
  /** Nanoseconds of CLOCK_MONOTONIC, which `process.hrtime` reads, too. */
  startNs: bigint
  endNs: bigint
}

export interface Disk {
  /** For a server with the DATA_DIR whose files are meant. */
  env: Record<string, string>
  failWith(code: 'ENOSPC' | 'EROFS'): void
  /** Every sync takes this much longer. */
  delaySyncs(ms: number): void
  heal(): void
  /** Writes and syncs that were refused so far. */
  refused(): number
  /** The syncs of all files so far. */
  syncs(): Sync[]
  remove(): void
}

// As `struct control` in disk.c.
const FAIL_WITH = 0
const DELAY = 4
const REFUSED = 8
const COUNT = 16
const LOG = 24
const ENTRY_BYTES = 32
const MOST_SYNCS = 65_536

const linux = process.platform === 'linux'
const compiler = linux && spawnSync('cc', ['--version']).status === 0
if (!compiler) {
  console.warn('!!! THE TESTS OF A FAILING DISK ARE LEFT OUT: they need Linux and a C compiler (cc). !!!')
}
/** For `describe.skipIf(!canBreakDisks)`. */
export const canBreakDisks = compiler

export interface DiskBreaker {
  newDisk(): Disk
  remove(): void
}

/** Compiles disk.c; each server gets a disk of its own from it. */
export function diskBreaker(): DiskBreaker {
  const folder = mkdtempSync(join(tmpdir(), 'goodword-disk-'))
  const library = join(folder, 'disk.so')
  const source = join(import.meta.dirname, 'disk.c')
  const { status, stderr } = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl'])
  if (status !== 0) throw new Error(`disk.c does not compile: ${stderr}`)
  let disks = 0
  return {
    newDisk: () => newDisk(library, join(folder, `control-${++disks}`)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function newDisk(library: string, file: string): Disk {
  const control = openSync(file, 'w+', 0o600)
  ftruncateSync(control, LOG + MOST_SYNCS * ENTRY_BYTES)
  const read = (position: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length)
    readSync(control, bytes, 0, length, position)
    return bytes
  }
  const set = (position: number, value: number): void => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32LE(value)
    writeSync(control, bytes, 0, 4, position)
  }
  return {
    env: { LD_PRELOAD: library, GOODWORD_DISK_CONTROL: file },
    failWith: (code) => set(FAIL_WITH, constants.errno[code]),
    delaySyncs: (ms) => set(DELAY, ms),
    heal() {
      set(FAIL_WITH, 0)
      set(DELAY, 0)
    },
    refused: () => Number(read(REFUSED, 8).readBigUInt64LE()),
    syncs() {
      const count = Number(read(COUNT, 8).readBigUInt64LE())
      if (count > MOST_SYNCS) throw new Error('more syncs than the log holds')
      const log = read(LOG, count * ENTRY_BYTES)
      return Array.from({ length: count }, (_, n) => syncAt(log, n * ENTRY_BYTES))
    },
    remove: () => closeSync(control),
  }
}

const syncAt = (log: Buffer, at: number): Sync => ({
  startNs: log.readBigUInt64LE(at),
  endNs: log.readBigUInt64LE(at + 8),
  file: log.toString('latin1', at + 16, log.indexOf(0, at + 16)),
})
