/** The package as a stranger gets it: packed, installed in an empty folder, imported and started. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
// Outside the repository: inside it, Node would find the repository's packages and everything would seem fine.
const folder = mkdtempSync(join(tmpdir(), 'goodword-pack-'))
const installed = join(folder, 'node_modules', 'goodword')
let files: string[] = []

const run = (command: string, args: string[], env: Record<string, string> = {}) =>
  spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } })

beforeAll(() => {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ filename, files: listed }] = JSON.parse(packed) as [
    { filename: string; files: { path: string }[] },
  ]
  files = listed.map((file) => file.path)
  writeFileSync(join(folder, 'package.json'), '{"name":"stranger","private":true,"type":"module"}')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], {
    cwd: folder,
    stdio: 'ignore',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the package', () => {
  test('holds the build, the licences and nothing of the workshop', () => {
    expect(files).toContain('dist/cli.js')
    expect(files).toContain('dist/goodword.js')
    expect(files).toContain('dist/LICENSES.txt')
    expect(files).toContain('LICENSE')
    expect(files.filter((path) => /^(test|server|sdk|widget|demo|data)\//.test(path))).toEqual([])
    expect(files.filter((path) => path.startsWith('dist/demo/'))).toEqual([])
    expect(readFileSync(join(installed, 'dist/LICENSES.txt'), 'utf8')).toMatch(/## preact .*\(MIT\)/)
  })

  test('brings no other package along', () => {
    const { stdout } = run('npm', ['ls', '--all', '--parseable'])
    expect(stdout.trim().split('\n')).toHaveLength(2)
  })

  test.each([
    ['goodword', ['createGoodword']],
    ['goodword/stripe', ['stripeCheckout', 'stripeLink']],
    ['goodword/node', ['Goodword', 'stripeCheckout', 'verifyWebhook']],
    ['goodword/widget', ['defineGoodwordElements']],
    ['goodword/server', ['createGoodword']],
  ])('%s can be imported with nothing else installed', (name, exported) => {
    const script = `import * as all from '${name}'; console.log(JSON.stringify(Object.keys(all)))`
    const { stdout, stderr } = run(process.execPath, ['--input-type=module', '-e', script])
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(expect.arrayContaining(exported))
  })

  test('goodword/goodword.js is the file for the script tag', () => {
    const script = "console.log(import.meta.resolve('goodword/goodword.js'))"
    expect(run(process.execPath, ['--input-type=module', '-e', script]).stdout).toMatch(
      /dist\/goodword\.js\n$/,
    )
  })

  test.each(['nodenext', 'bundler'])('its types are complete for consumers with %s', (resolution) => {
    const consumer = `
import { createGoodword } from 'goodword'
import { Goodword, verifyWebhook } from 'goodword/node'
import { stripeCheckout } from 'goodword/stripe'
import { createGoodword as createServer } from 'goodword/server'
import { defineGoodwordElements } from 'goodword/widget'
const browser = createGoodword({ key: 'gw_pk_x', server: 'https://refer.acme.example' })
const ids: Promise<string[]> = browser.getClickIds()
const api = new Goodword({ secretKey: 'gw_sk_x', baseUrl: 'https://refer.acme.example' })
const sale = await api.sales.create({ externalId: 'ord_1', amount: 15000, currency: 'EUR' })
const status: 'held' | 'payable' | 'in_payout' | 'paid' | 'void' | undefined = sale.commissions[0]?.status
// @ts-expect-error amounts are numbers
api.sales.create({ externalId: 'ord_1', amount: '15000', currency: 'EUR' })
const { metadata } = stripeCheckout({ clickIds: await ids })
export { metadata, status, verifyWebhook, createServer, defineGoodwordElements }
`
    writeFileSync(join(folder, 'consumer.ts'), consumer)
    const compilerOptions = {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      target: 'es2022',
      lib: ['es2024', 'dom'],
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      types: [],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
    const { stdout, status } = run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '--project',
      folder,
    ])
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  test('without an engine, serve prints the line that installs it', () => {
    const { stderr, status } = run(process.execPath, [join(installed, 'dist/cli.js'), 'serve'], { PORT: '0' })
    expect(stderr).toMatch(/npm install better-sqlite3@12/)
    expect(status).toBe(2)
  })
})

describe('the server of the package', () => {
  let server: ChildProcess
  let url = ''
  beforeAll(async () => {
    // As if the engine had been installed: compiling it again would take minutes.
    mkdirSync(join(folder, 'node_modules'), { recursive: true })
    symlinkSync(join(root, 'node_modules/better-sqlite3'), join(folder, 'node_modules/better-sqlite3'))
    const env = { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' }
    server = spawn(process.execPath, [join(installed, 'dist/cli.js'), 'serve'], { cwd: folder, env })
    url = await new Promise((resolve, reject) => {
      let text = ''
      server.stdout?.on('data', (chunk) => {
        text += chunk
        const found = /Goodword answers at (\S+)/.exec(text)
        if (found?.[1]) resolve(found[1])
      })
      server.stderr?.on('data', (chunk) => reject(new Error(String(chunk))))
      server.on('exit', (code) => reject(new Error(`exit ${code}`)))
    })
  })
  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test.each([
    ['/readyz', 'ready'],
    ['/goodword.js', 'gw_click'],
    ['/actions.js', 'export'],
    ['/embed.js', 'goodword-share'],
    ['/dashboard', '<script'],
    ['/docs', 'swagger-ui'],
    ['/docs/swagger-ui-bundle.js', 'Swagger'],
    ['/openapi.json', '"openapi":"3.1.0"'],
  ])('serves %s', async (path, contains) => {
    const response = await fetch(url + path)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(contains)
  })

  test('every file that a page names is there', async () => {
    for (const page of ['/dashboard', '/docs', '/']) {
      const html = await (await fetch(url + page)).text()
      for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"#]+)"/g)) {
        expect((await fetch(url + path)).status, `${page} names ${path}`).toBe(200)
      }
    }
  })
})
