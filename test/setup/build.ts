/** The built package, as it ships: made before the tests begin when it is missing or older than its source. */
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const DIST = join(process.cwd(), 'dist')

const sources = ['sdk', 'widget', 'server', 'demo', 'vite.config.ts', 'package.json']

/** Among the last files that a build writes. */
const LAST = join(DIST, 'demo', 'start.js')

/** @throws with the build's own words when it fails. */
export default function setup(): void {
  const builtAt = statSync(LAST, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Math.max(...sources.map(newest)) < builtAt) return
  // A test run says NODE_ENV=test, and that would end up in what is built.
  const env = { ...process.env, NODE_ENV: 'production' }
  const build = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8', env })
  if (build.status !== 0) throw new Error(`The build failed:\n${build.stdout}\n${build.stderr}`)
}

/** A folder changes when something in it goes away, too. */
function newest(path: string): number {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
