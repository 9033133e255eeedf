/** The command line as it ships: every command on an empty folder, and what it says when something is wrong. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const cli = join(import.meta.dirname, '../../dist/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'goodword-cli-'))
const dataDir = join(folder, 'data')
const given = {
  GOODWORD_PUBLISHABLE_KEY: 'gw_pk_aaaaaaaaaaaaaaaa',
  GOODWORD_SECRET_KEY: 'gw_sk_bbbbbbbbbbbbbbbb',
}

function goodword(args: string[], env: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env
  const options = { encoding: 'utf8', cwd: folder, env: { PATH, HOME, DATA_DIR: dataDir, ...env } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options)
  return { status, stdout, stderr }
}

/** Starts a server and gives its address once it answers. */
async function serve(
  env: Record<string, string>,
): Promise<{ url: string; server: ChildProcess; said: string }> {
  const server = spawn(process.execPath, [cli, 'serve'], {
    cwd: folder,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const url = await new Promise<string>((resolve) => {
    server.stdout?.on('data', (chunk) => {
      said += chunk
      const found = /answers at (\S+)\n/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
  })
  return { url, server, said }
}

async function stop(server: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => server.once('exit', (code) => resolve(code)))
  server.kill('SIGTERM')
  return ended
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('goodword', () => {
  test('alone it says what there is; an unknown command is an error', () => {
    expect(goodword([])).toMatchObject({ status: 0, stdout: expect.stringContaining('goodword serve') })
    expect(goodword(['pay'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no command "pay"'),
    })
  })

  test('every problem of the configuration at once', () => {
    const env = {
      PORT: 'x',
      PUBLIC_URL: 'nowhere',
      DATABASE_URL: 'mysql://x',
      TRUST_PROXY: 'me',
      SMTP_URL: 'x',
    }
    const { status, stderr } = goodword(['serve'], env)
    expect(status).toBe(2)
    for (const name of [...Object.keys(env), 'MAIL_FROM']) expect(stderr).toContain(`${name}: `)
  })

  test('verify says when there is nothing to verify', () => {
    expect(goodword(['verify'])).toMatchObject({ status: 2, stderr: expect.stringContaining('no database') })
  })

  test('init makes an empty database ready, once, and prints what it made', () => {
    const { status, stdout } = goodword(['init', '--json'], given)
    const made = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(made.programs.map((program: { mode: string }) => program.mode).sort()).toEqual(['live', 'test'])
    // The live keys were given, so only those of the twin are new.
    expect(made.keys.map((one: { key: string }) => one.key.slice(0, 11))).toEqual([
      'gw_pk_test_',
      'gw_sk_test_',
    ])
    expect(JSON.parse(goodword(['init', '--json'], given).stdout)).toMatchObject({ created: false, keys: [] })
    expect(goodword(['migrate']).stdout).toBe('The database is up to date.\n')
  })

  test('keys create: offline, and through the API while a server has the database', async () => {
    const offline = goodword(['keys', 'create', '--kind', 'secret', '--test']).stdout.trim()
    expect(offline).toMatch(/^gw_sk_test_\w{32}$/)
    const { url, server, said } = await serve({})
    try {
      expect(said).not.toContain('gw_sk_')
      const create = ['keys', 'create', '--kind', 'secret']
      const alone = goodword(create)
      expect(alone).toMatchObject({ status: 1, stderr: expect.stringContaining('GOODWORD_SECRET_KEY') })
      const online = goodword(create, { ...given, PUBLIC_URL: url }).stdout.trim()
      for (const key of [given.GOODWORD_SECRET_KEY, online, offline]) {
        const answer = await fetch(`${url}/v1/partners`, { headers: { Authorization: `Bearer ${key}` } })
        expect(answer.status, key.slice(0, 12)).toBe(200)
      }
      expect(goodword(['verify']).stdout).toContain('Everything adds up.')
      expect(goodword(['replay', '--check'])).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('No difference.'),
      })
      expect(goodword(['serve'], { PORT: new URL(url).port })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('port is taken'),
      })
      expect(goodword(['serve'], { PORT: '0' })).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('Another process is using'),
      })
    } finally {
      expect(await stop(server)).toBe(0)
    }
  })

  test('keys list and revoke: offline, and through the API while a server has the database', async () => {
    const make = (env = {}): { id: string; key: string } =>
      JSON.parse(goodword(['keys', 'create', '--kind', 'secret', '--json'], env).stdout)
    const ids = (env = {}): string[] =>
      JSON.parse(goodword(['keys', 'list', '--json'], env).stdout).map((one: { id: string }) => one.id)
    const first = make()
    expect(goodword(['keys', 'list']).stdout).toMatch(
      new RegExp(
        `^${first.id}  secret       gw_sk_…${first.key.slice(-4)}  since \\d{4}-\\d\\d-\\d\\d$`,
        'm',
      ),
    )
    expect(goodword(['keys', 'revoke', first.id])).toMatchObject({ status: 0 })
    expect(ids()).not.toContain(first.id)
    expect(goodword(['keys', 'revoke', 'key_none'])).toMatchObject({
      status: 1,
      stderr: 'There is no key key_none. See: goodword keys list\n',
    })
    const ofTwin: { id: string; kind: string }[] = JSON.parse(
      goodword(['keys', 'list', '--test', '--json']).stdout,
    )
    const [last, ...others] = ofTwin.filter(({ kind }) => kind === 'secret').map(({ id }) => id)
    for (const id of others) expect(goodword(['keys', 'revoke', id, '--test']).status).toBe(0)
    expect(goodword(['keys', 'revoke', last ?? '', '--test'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Make another one first'),
    })
    const { url, server } = await serve({})
    try {
      const env = { ...given, PUBLIC_URL: url }
      const second = make(env)
      const asks = async () =>
        (await fetch(`${url}/v1/partners`, { headers: { Authorization: `Bearer ${second.key}` } })).status
      expect(await asks()).toBe(200)
      expect(ids(env)).toContain(second.id)
      expect(goodword(['keys', 'revoke', second.id], env)).toMatchObject({ status: 0 })
      expect(await asks()).toBe(401)
      expect(ids(env)).not.toContain(second.id)
      expect(goodword(['keys', 'revoke', 'key_none'], env)).toMatchObject({ status: 1 })
    } finally {
      expect(await stop(server)).toBe(0)
    }
  })

  test('staff add: offline, and through the API while a server has the database', async () => {
    const add = (email: string, ...more: string[]) => ['staff', 'add', '--email', email, ...more]
    for (const wrong of [
      add('ada@acme.example'),
      add('ada', '--role', 'owner'),
      add('a@b', '--role', 'boss'),
    ]) {
      expect(goodword(wrong)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('staff add --email'),
      })
    }
    const ada = add('ada@acme.example', '--role', 'owner')
    expect(goodword(ada)).toMatchObject({
      status: 0,
      stdout: 'ada@acme.example is on the staff as owner, and signs in at /staff.\n',
    })
    expect(goodword(ada).status).toBe(0)
    expect(goodword(add('tess@acme.example', '--role', 'manager', '--test')).status).toBe(0)
    const { url, server } = await serve({})
    try {
      const finn = add('finn@acme.example', '--role', 'finance')
      expect(goodword(finn)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('GOODWORD_SECRET_KEY'),
      })
      const online = { ...given, PUBLIC_URL: url }
      // A live key does not put anybody on the staff of the twin, nor of the live program in its place.
      expect(goodword([...finn, '--test'], online)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('test secret keys'),
      })
      expect(goodword(finn, online)).toMatchObject({ status: 0, stdout: expect.stringContaining('finn@') })
      const answer = await fetch(`${url}/v1/staff`, {
        headers: { Authorization: `Bearer ${given.GOODWORD_SECRET_KEY}` },
      })
      const { data } = (await answer.json()) as { data: Record<'email' | 'role' | 'filesFrom', string>[] }
      expect(data.map(({ email, role }) => [email, role])).toEqual([
        ['ada@acme.example', 'owner'],
        ['finn@acme.example', 'finance'],
      ])
      const [first = Number.NaN, later = Number.NaN] = data.map(({ filesFrom }) => Date.parse(filesFrom))
      // Whoever has the database in hand needs no waiting; a key alone does.
      expect(first).toBeLessThanOrEqual(Date.now())
      expect(later - Date.now()).toBeGreaterThan(71 * 3_600_000)
    } finally {
      expect(await stop(server)).toBe(0)
    }
  })

  test('details-key: a new one each time, and only such a one is taken', async () => {
    const keys = [1, 2].map(() => goodword(['details-key']).stdout)
    for (const key of keys) expect(key).toMatch(/^[\w-]{43}\n$/)
    expect(keys[0]).not.toBe(keys[1])
    const wrong = goodword(['serve'], { GOODWORD_DETAILS_KEY: 'too short' })
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('goodword details-key') })
    const { server } = await serve({ GOODWORD_DETAILS_KEY: keys[0]?.trim() ?? '' })
    expect(await stop(server)).toBe(0)
  })

  test('program and lint: a file is compared, published and read through, offline and through a server', async () => {
    const file = join(folder, 'program.jsonc')
    const shown = goodword(['program', 'show'])
    const write = (change: (text: string) => string) => writeFileSync(file, change(shown.stdout))
    write((text) => `// ours\n${text}`)
    expect(goodword(['program', 'apply', file])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Nothing changes'),
    })
    write((text) => text.replace('"rateBps": 2000', '"rateBps": 1500'))
    const change = 'Refer once: 20 % becomes 15 % of the first payment of every customer you bring.'
    expect(goodword(['program', 'diff', file]).stdout).toContain(change)
    expect(goodword(['program', 'apply', file])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--yes'),
    })
    expect(goodword(['program', 'show']).stdout).toBe(shown.stdout)
    expect(goodword(['program', 'apply', file, '--yes']).stdout).toContain('Published.')
    expect(goodword(['program', 'show']).stdout).toContain('"rateBps": 1500')

    write((text) => text.replace('"payments": 1', '"payments": 1, "months": 12'))
    expect(goodword(['lint', file])).toMatchObject({ status: 1, stdout: expect.stringContaining('months') })
    expect(goodword(['lint']).status).toBe(0)
    write((text) => text.replace('"payoutDay": 5', '"payoutDay": 55'))
    const wrong = goodword(['program', 'apply', file, '--yes'])
    expect(wrong.status).toBe(1)
    expect(wrong.stderr).toMatch(/program\.jsonc:\d+:3: payoutDay: /)

    const { url, server } = await serve({})
    try {
      write((text) => text)
      const online = { ...given, PUBLIC_URL: url }
      expect(goodword(['program', 'apply', file, '--yes']).stderr).toContain('GOODWORD_SECRET_KEY')
      expect(goodword(['program', 'apply', file, '--yes'], online).stdout).toContain('15 % becomes 20 %')
      expect(goodword(['program', 'show'], online).stdout).toBe(shown.stdout)
      expect(await (await fetch(`${url}/program.schema.json`)).json()).toEqual(
        JSON.parse(readFileSync(join(dirname(cli), 'program.schema.json'), 'utf8')),
      )
    } finally {
      expect(await stop(server)).toBe(0)
    }
  })

  test('backup: beside a server, never over another one, and what to do on PostgreSQL', async () => {
    const copy = join(folder, 'copy')
    expect(goodword(['backup'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('backup <folder>'),
    })
    const { server } = await serve({})
    try {
      const made = goodword(['backup', copy])
      expect(made).toMatchObject({ status: 0, stderr: '' })
      expect(made.stdout).toMatch(/^Copied goodword\.db \(\d+ KB\) and clicks\.db \(\d+ KB\) to /)
    } finally {
      expect(await stop(server)).toBe(0)
    }
    expect(goodword(['verify'], { DATA_DIR: copy }).stdout).toContain('Everything adds up.')
    expect(goodword(['backup', copy])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('never replaces another one'),
    })
    expect(goodword(['backup', join(cli, 'copy')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a file in its place'),
    })
    expect(goodword(['backup', join(folder, 'no', 'copy')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('does not exist'),
    })
    const nothing = { DATA_DIR: join(folder, 'nothing') }
    expect(goodword(['backup', join(folder, 'other')], nothing)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no database'),
    })
    const postgres = { DATABASE_URL: 'postgres://user:secret@localhost/x' }
    const { status, stderr } = goodword(['backup', join(folder, 'other')], postgres)
    expect(status).toBe(2)
    expect(stderr).toContain('pg_dump')
    expect(stderr).not.toContain('secret')
  })

  test('a data directory that cannot be used', () => {
    const { status, stderr } = goodword(['init'], { DATA_DIR: cli })
    expect(status).toBe(2)
    expect(stderr).toContain('DATA_DIR cannot be used')
  })
})
