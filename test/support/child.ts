/**
 * Child processes for tests that kill: TypeScript bundled for plain Node,
 * started with arguments, watched line by line.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'

const CACHE = join(process.cwd(), 'node_modules', '.cache', 'goodword-test')

/**
 * Bundles a TypeScript file, given by its path from the repository's root, into
 * a folder of its own, with the program's thread entry beside it.
 *
 * @returns what `node` can run; delete its folder afterwards.
 */
export async function bundleForChild(entry: string): Promise<string> {
  const name = `${basename(entry, '.ts')}.js`
  const folder = join(CACHE, `${process.pid}-${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  await bundle(entry, folder, name)
  await bundle('server/thread.ts', folder, 'thread.js')
  return join(folder, name)
}

async function bundle(entry: string, outDir: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['better-sqlite3', 'pg', 'kysely'] },
    build: {
      ssr: join(process.cwd(), entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  })
}

export interface Child {
  /** Every line it has written so far. */
  lines: string[]
  /** Resolves with the first line that starts like this; rejects when the child ends without it. */
  line(start: string): Promise<string>
  /** kill -9; resolves when the process is gone and all its output has been read. */
  kill(): Promise<void>
}

export function startChild(file: string, args: string[]): Child {
  const process_: ChildProcess = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const watchers = new Set<() => void>()
  let ended = false
  const notify = () => {
    for (const watcher of watchers) watcher()
  }
  const output = process_.stdout
  if (!output) throw new Error('the child has no output')
  createInterface({ input: output }).on('line', (line) => {
    lines.push(line)
    notify()
  })
  const closed = new Promise<void>((resolve) => {
    process_.once('close', () => {
      ended = true
      notify()
      resolve()
    })
  })

  return {
    lines,
    line(start) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => line.startsWith(start))
          if (found === undefined && !ended) return
          watchers.delete(look)
          if (found === undefined) reject(new Error(`the child ended without "${start}"`))
          else resolve(found)
        }
        watchers.add(look)
        look()
      })
    },
    async kill() {
      process_.kill('SIGKILL')
      await closed
    },
  }
}
