/** `goodword staff add`: somebody of yours, through the API while a server is running. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { DataDirInUse } from '../db/errors.ts'
import { openStore } from '../db/open.ts'
import { addStaff, type StaffRole, staffRoles } from '../services/staff.ts'
import { systemClock, systemIds } from '../system.ts'

const usage = `Use: goodword staff add --email ada@acme.example --role ${staffRoles.join('|')} [--test]\n`

export async function staffCommand(args: string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { email: { type: 'string' }, role: { type: 'string' }, test: { type: 'boolean' } },
  })
  const role = staffRoles.find((one) => one === values.role)
  const email = values.email?.trim() ?? ''
  if (positionals[0] !== 'add' || !role || !/^\S+@\S+$/.test(email)) {
    process.stderr.write(usage)
    return 2
  }
  const mode = values.test ? 'test' : 'live'
  const failure = await withoutServer(config, mode, email, role).catch((error: unknown) => {
    if (error instanceof DataDirInUse) return throughServer(config, email, role)
    throw error
  })
  if (failure !== undefined) {
    process.stderr.write(`${failure}\n`)
    return 1
  }
  process.stdout.write(`${email} is on the staff as ${role}, and signs in at /staff.\n`)
  return 0
}

/** Whoever has the database in hand needs no waiting. @returns why it did not work */
async function withoutServer(
  config: Config,
  mode: 'live' | 'test',
  email: string,
  role: StaffRole,
): Promise<string | undefined> {
  const store = await openStore(config)
  try {
    const program = await store.db
      .selectFrom('program')
      .where('mode', '=', mode)
      .select('id')
      .executeTakeFirst()
    if (!program) return 'There is no program yet. Run: goodword init'
    const services = { store, ids: systemIds, clock: systemClock }
    await store.write((trx) =>
      addStaff(services, trx, { id: program.id, now: systemClock.now() }, { email, role, atOnce: true }),
    )
    return undefined
  } finally {
    await store.clicks.close()
    await store.close()
  }
}

async function throughServer(config: Config, email: string, role: StaffRole): Promise<string | undefined> {
  const { secretKey, publicUrl = `http://localhost:${config.port}` } = config
  if (!secretKey) {
    return `A server is running on this data. Set GOODWORD_SECRET_KEY to one of its secret keys (and PUBLIC_URL if it is not ${publicUrl}), and it is asked through its API.`
  }
  const response = await fetch(`${publicUrl}/v1/staff`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, role }),
    signal: AbortSignal.timeout(10_000),
  })
  if (response.status === 201) return undefined
  const body = (await response.json()) as { detail?: string }
  return `The server at ${publicUrl} refused: ${body.detail}`
}
