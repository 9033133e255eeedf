/**
 * Finds a Chromium for the tests that need one: the one that CHROME_PATH names,
 * or the one that comes with @sparticuz/chromium, unpacked once per version.
 *
 * Launch it with `args: ['--no-sandbox']` and nothing else: the package's own
 * arguments switch off web security, and with it what these tests look for.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the Chromium binary. */
    chromePath: string
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromePath', await chromePath())
}

/** Also for scripts that take screenshots outside a test run. */
export async function chromePath(): Promise<string> {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH
  const uid = process.getuid?.() ?? 0
  const home = join(tmpdir(), `goodword-chromium-${packageVersion()}-${uid}`)
  const binary = join(home, 'chromium')
  if (!existsSync(binary)) await unpack(home)
  // On a machine without fonts every letter would be an empty box.
  if (!existsSync('/etc/fonts')) process.env.FONTCONFIG_FILE ??= join(home, 'fonts.conf')
  if (process.getuid && statSync(home).uid !== uid)
    throw new Error(`${home} belongs to somebody else; remove it.`)
  return binary
}

function packageVersion(): string {
  // The package exports no package.json, so it is found from its entry: <package>/build/<format>/index.js.
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const file = join(dirname(entry), '..', '..', 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/**
 * The package unpacks into TMPDIR under fixed names and takes a half-written
 * file for a finished one. So: a folder of our own, renamed when complete.
 */
async function unpack(home: string): Promise<void> {
  const before = process.env.TMPDIR
  mkdirSync(tmpdir(), { recursive: true })
  const folder = mkdtempSync(`${home}-`)
  process.env.TMPDIR = folder
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  // The one in the package names folders that only its usual host has.
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`,
  )
  try {
    renameSync(folder, home)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    // Another process was quicker; its copy is as good.
    if (!existsSync(join(home, 'chromium'))) throw error
  }
}
