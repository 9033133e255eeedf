/** The arrows of the house: who may import whom. The picture in the README is drawn from the same rules. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

interface Import {
  from: string
  /** Path inside the repository, or the name of a package. */
  to: string
  typeOnly: boolean
}

/** Every import of a file, static or dynamic, resolved when it is relative. */
function importsOf(file: string, code: string): Import[] {
  const found: Import[] = []
  // Examples in comments are not imports.
  const bare = code.replace(/\/\*[\s\S]*?\*\//g, '')
  const pattern =
    /(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/g
  for (const [, typeOnly, fixed, dynamic] of bare.matchAll(pattern)) {
    const target = fixed ?? dynamic ?? ''
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)).replace(/\?.*$/, '') : target
    found.push({ from: file, to, typeOnly: typeOnly !== undefined })
  }
  return found
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
const isPackage = (path: string): boolean => !/^(sdk|widget|server|demo|test)\//.test(path)

/** Where the files of a folder may import from, inside the house. Types count as well. */
const arrows: Record<string, string[]> = {
  sdk: ['sdk'],
  widget: ['widget', 'sdk'],
  'server/core': ['server/core', 'sdk/rules'],
  'server/services': ['server/services', 'server/core', 'server/db', 'sdk/rules'],
  'server/db': ['server/db', 'server/services'],
  'server/auth': ['server/auth', 'server/services'],
  'server/mail': ['server/mail'],
  'server/outgoing': ['server/outgoing', 'server/services'],
  'server/jobs': [
    'server/jobs',
    'server/services',
    'server/auth',
    'server/mail',
    'server/outgoing',
    'server/db',
  ],
  'server/api': [
    'server/api',
    'server/services',
    'server/core',
    'server/auth',
    'server/mail',
    'server/db',
    'sdk/rules',
  ],
  demo: ['demo'],
}

function broken(folder: string, allowed: string[], files: { file: string; code: string }[]): string[] {
  return files
    .filter(({ file }) => within(file, folder))
    .flatMap(({ file, code }) => importsOf(file, code))
    .filter(({ to }) => !isPackage(to) && !allowed.some((place) => within(to, place)))
    .map(({ from, to }) => `${from} imports ${to}`)
}

const everything = ['sdk', 'widget', 'server', 'demo']
  .flatMap(sources)
  .map((file) => ({ file, code: readFileSync(join(root, file), 'utf8') }))

describe('the house', () => {
  test.each(Object.entries(arrows))('%s imports only from where it may', (folder, allowed) => {
    expect(broken(folder, allowed, everything)).toEqual([])
  })

  test('a forbidden arrow would be found', () => {
    const mutant = [{ file: 'server/core/x.ts', code: "import { a } from '../services/settle.ts'" }]
    expect(broken('server/core', arrows['server/core'] ?? [], mutant)).toHaveLength(1)
  })

  test('services take only types from db', () => {
    const taken = everything
      .filter(({ file }) => within(file, 'server/services'))
      .flatMap(({ file, code }) => importsOf(file, code))
      .filter(({ to, typeOnly }) => within(to, 'server/db') && !typeOnly)
      .map(({ to }) => to)
    expect([...new Set(taken)].sort()).toEqual([])
  })

  test('core has no clock, no randomness, no engine and no package', () => {
    for (const { file, code } of everything.filter(({ file }) => within(file, 'server/core'))) {
      const text = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      expect(text, file).not.toMatch(
        /Date\.now|new Date\(\)|Math\.random|performance\.now|process\.|setTimeout/,
      )
      expect(
        importsOf(file, code).filter(({ to }) => isPackage(to)),
        file,
      ).toEqual([])
    }
  })

  test('services never ask the machine for the time', () => {
    for (const { file, code } of everything.filter(({ file }) => within(file, 'server/services'))) {
      expect(code, file).not.toMatch(/Date\.now\(|new Date\(\)|Math\.random/)
    }
  })

  test('nothing that runs in a browser pulls in server packages', () => {
    const forbidden = /^(zod|hono|@hono|kysely|better-sqlite3|pg|pino|node:)/
    const browser = everything.filter(
      ({ file }) => (within(file, 'sdk') && !within(file, 'sdk/node')) || within(file, 'widget'),
    )
    const pulled = browser
      .flatMap(({ file, code }) => importsOf(file, code))
      .filter(({ to }) => forbidden.test(to))
    expect(pulled).toEqual([])
  })

  test('the SDK depends on no package', () => {
    const pulled = everything
      .filter(({ file }) => within(file, 'sdk'))
      .flatMap(({ file, code }) => importsOf(file, code))
      .filter(({ to }) => isPackage(to) && !to.startsWith('node:'))
    expect(pulled).toEqual([])
  })

  test('the demo uses public exports only', () => {
    const packages = everything
      .filter(({ file }) => within(file, 'demo'))
      .flatMap(({ file, code }) => importsOf(file, code))
      .map(({ to }) => to)
      .filter((to) => isPackage(to) && !to.startsWith('node:'))
    expect(packages.filter((name) => !/^goodword(\/(node|server|widget))?$/.test(name))).toEqual([])
  })

  test('the top level stays small', () => {
    const allowed =
      'package.json package-lock.json tsconfig.json vite.config.ts widget server sdk demo test docs README.md LICENSE Dockerfile .dockerignore .gitignore .ci .git node_modules dist data shots'
    const extra = readdirSync(root).filter((name) => !allowed.split(' ').includes(name))
    expect(extra).toEqual([])
  })
})
