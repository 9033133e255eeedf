/**
 * One build for everything that ships, one test set-up for everything that runs.
 * Each environment is one audience: the script tag, the embeds, the dashboard
 * page, the SDKs, the server and the demo.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import {
  type EnvironmentOptions,
  type ESTree,
  type Plugin,
  parseSync,
  searchForWorkspaceRoot,
  Visitor,
} from 'vite'
import { defineConfig } from 'vitest/config'

const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]
/** Never bundled: compiled code, and what only one of the two engines needs. */
const engines = ['better-sqlite3', 'pg']

/**
 * Colours stay as they are written: for older targets each would become a lab() with six digits. What a browser
 * that knows oklch() may still lack are range queries, and without them every page is one column.
 */
const cssTarget = ['chrome123', 'firefox120', 'safari17.5']

const browser = (input: Record<string, string>, output: object, more: object = {}): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2022',
    cssTarget,
    modulePreload: false,
    minify: true,
    rollupOptions: { input, output, ...more },
  },
})

/**
 * A script for other people's pages. Not a client in Vite's eyes: for those it
 * wraps every import() in a preload helper, and here the bytes are counted.
 */
const script = (input: Record<string, string>, output: object, more: object = {}): EnvironmentOptions => {
  const options = browser(input, output, more)
  return {
    ...options,
    consumer: 'server',
    resolve: { noExternal: true },
    build: { ...options.build, cssMinify: true },
  }
}

/** Node reads a file of plain ASCII as it is; one other character makes it decode all of it, and keep it twice as large. */
const plainAscii: Plugin = {
  name: 'goodword:plain-ascii',
  applyToEnvironment: ({ name }) => name === 'server',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      chunk.code = chunk.code.replace(
        /[^\0-\x7f]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    }
  },
}

/**
 * `{ ...a, b }` as `Object.assign({}, a, { b })`, which is the same to everybody but V8 11: there (Node 20; Node 22
 * has it mended) whatever is added to a spread object makes a new hidden class each time, so that nothing that
 * looks at the object is ever optimised. It took a fifth of the time of recording a sale.
 *
 * Left as they are: what nothing follows, and what Object.assign would do otherwise (accessors, `__proto__`).
 */
export function assignSpreads(code: string): string {
  const edits: { from: number; to: number; text: string }[] = []
  const edit = (from: number, to: number, text: string) => edits.push({ from, to, text })
  new Visitor({
    ObjectExpression({ start, end, properties }) {
      const first = properties.findIndex(({ type }) => type === 'SpreadElement')
      if (first < 0 || first === properties.length - 1 || properties.some(isSpecial)) return
      edit(start, start, 'Object.assign(')
      let inBraces = true
      for (const [index, property] of properties.entries()) {
        if (property.type !== 'SpreadElement') continue
        edit(property.start, property.start + '...'.length, inBraces ? '}, ' : ', ')
        const next = properties[index + 1]
        inBraces = next !== undefined && next.type !== 'SpreadElement'
        // The comma, if there is one.
        edit(property.end, next?.start ?? end - 1, inBraces ? ', { ' : '')
      }
      edit(inBraces ? end : end - 1, end, ')')
    },
  }).visit(parseSync('chunk.js', code).program)
  let text = ''
  let at = 0
  // The sort keeps the order of edits of one place: an object comes after the spread that it is in.
  for (const { from, to, text: put } of edits.sort((a, b) => a.from - b.from || a.to - b.to)) {
    text += code.slice(at, from) + put
    at = to
  }
  return text + code.slice(at)
}

function isSpecial(property: ESTree.ObjectPropertyKind): boolean {
  if (property.type === 'SpreadElement') return false
  const { kind, key, computed } = property
  const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined
  return kind !== 'init' || (!computed && name === '__proto__')
}

const objectAssign: Plugin = {
  name: 'goodword:object-assign',
  applyToEnvironment: ({ name }) => name === 'server',
  renderChunk: (code) => ({ code: assignSpreads(code), map: null }),
}

const node = (input: Record<string, string>, outDir: string, external: string[]): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { noExternal: true, external: [...engines, ...external], builtins },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})

const buildOnly = (): Record<string, EnvironmentOptions> => ({
  loader: script({ goodword: 'widget/loader/index.ts' }, { format: 'iife', entryFileNames: '[name].js' }),
  // What the loader fetches only when a page asks for it; the loader's own format cannot be split.
  actions: script(
    { actions: 'widget/loader/actions.ts' },
    { entryFileNames: '[name].js' },
    { preserveEntrySignatures: 'strict' },
  ),
  embed: script(
    { embed: 'widget/embed/index.ts' },
    { entryFileNames: '[name].js', chunkFileNames: 'embed-[name]-[hash].js' },
    { preserveEntrySignatures: 'strict' },
  ),
  dashboard: browser(
    { dashboard: 'widget/dashboard/index.html' },
    {
      entryFileNames: 'pages/[name]-[hash].js',
      chunkFileNames: 'pages/[name]-[hash].js',
      assetFileNames: 'pages/[name]-[hash][extname]',
    },
  ),
  demopages: browser(
    { checkout: 'demo/pages/checkout.ts', consent: 'demo/pages/consent.ts' },
    { entryFileNames: 'demo/pages/[name].js', chunkFileNames: 'demo/pages/[name]-[hash].js' },
  ),
  // One by one, so that each is a single file and whoever imports one fetches nothing of the others.
  sdk: script(
    { index: 'sdk/index.ts' },
    { entryFileNames: '[name].js' },
    { preserveEntrySignatures: 'strict' },
  ),
  stripe: script(
    { stripe: 'sdk/stripe.ts' },
    { entryFileNames: '[name].js' },
    { preserveEntrySignatures: 'strict' },
  ),
  nodesdk: script(
    { node: 'sdk/node/index.ts' },
    { entryFileNames: '[name].js' },
    { preserveEntrySignatures: 'strict', external: builtins },
  ),
  widget: script(
    { widget: 'widget/embed/index.ts' },
    { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    { preserveEntrySignatures: 'strict' },
  ),
  server: node({ cli: 'server/cli.ts', server: 'server/public.ts', thread: 'server/thread.ts' }, 'dist', []),
  demo: node({ start: 'demo/start.ts' }, 'dist/demo', [
    'goodword',
    'goodword/node',
    'goodword/server',
    'goodword/widget',
  ]),
})

/** Zod brings its messages in fifty languages; ours are English, and the others would fill a seventh of the server. */
const onlyEnglish: Plugin = {
  name: 'goodword:only-english',
  load: (id) =>
    /\/zod\/v4\/locales\/index\.js$/.test(id) ? "export { default as en } from './en.js'" : undefined,
}

/** Every environment writes into dist, so it is emptied once, before the first. */
const cleanDist: Plugin = {
  name: 'goodword:clean-dist',
  buildApp: { order: 'pre', handler: async () => rmSync('dist', { recursive: true, force: true }) },
}

/** The API reference is served from our own origin: its files go along, with their licence. So does the schema of the program file. */
const copyReference: Plugin = {
  name: 'goodword:copy-reference',
  buildApp: {
    order: 'post',
    handler: async () => {
      const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
      mkdirSync('dist/docs', { recursive: true })
      for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE', 'NOTICE']) {
        copyFileSync(join(from, file), join('dist/docs', file))
      }
      copyFileSync('server/api/reference.js', 'dist/docs/start.js')
      const { programSchema } = await import('./server/api/definition.ts')
      writeFileSync('dist/program.schema.json', `${JSON.stringify(programSchema(), null, 2)}\n`)
    },
  },
}

/** What is bundled keeps its notice: one file with the licence of every package that ended up in dist. */
const licences: Plugin = (() => {
  const packages = new Map<string, string>()
  return {
    name: 'goodword:licences',
    sharedDuringBuild: true,
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
          const root = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1]
          if (root) packages.set(root.slice(root.lastIndexOf('node_modules/') + 13), root)
        }
      }
    },
    buildApp: {
      order: 'post',
      handler: async () => {
        const parts = [...packages].sort().map(([name, root]) => {
          const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
          const file = readdirSync(root).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry))
          const text = file ? readFileSync(join(root, file), 'utf8').trim() : `Licence: ${license}`
          return `## ${name} ${version} (${license})\n\n${text}\n`
        })
        writeFileSync('dist/LICENSES.txt', parts.join('\n\n'))
      },
    },
  }
})()

/** These look at the clock: nothing else runs beside them. */
const timed = ['overflow', 'overload', 'postgres', 'slow-clients', 'store', 'webhook-drain'].map(
  (name) => `test/faults/${name}.test.ts`,
)

export default defineConfig(({ command }) => ({
  root: searchForWorkspaceRoot(process.cwd()),
  appType: 'custom',
  publicDir: false,
  plugins:
    command === 'build' ? [onlyEnglish, cleanDist, copyReference, licences, objectAssign, plainAscii] : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  ...(command === 'build' ? { environments: buildOnly() } : {}),
  builder: {
    async buildApp(builder) {
      for (const [name, environment] of Object.entries(builder.environments)) {
        if (name !== 'client' && name !== 'ssr') await builder.build(environment)
      }
    },
  },
  test: {
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Files share a worker's modules: loading them anew for each takes longer than the tests.
          isolate: false,
          globalSetup: ['test/setup/postgres.ts'],
          include: [
            'test/{core,sdk,api,services,db,auth,mail,outgoing,jobs,server,contracts,bench,stories}/**/*.test.ts',
          ],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'properties',
          globalSetup: ['test/setup/postgres.ts'],
          include: ['test/properties/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          include: ['test/widget/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: ['test/{journeys,browser,package,faults}/**/*.test.ts'],
          exclude: timed,
          globalSetup: ['test/setup/build.ts', 'test/setup/postgres.ts', 'test/setup/browser.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: timed,
          globalSetup: ['test/setup/build.ts', 'test/setup/postgres.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}))
