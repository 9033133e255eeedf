/** `goodword staff add`: somebody of yours, through the API while a server is running. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { DataDirInUse } from '../db/errors.ts'
import { addStaff, type StaffRole, staffRoles } from '../services/staff.ts'
import { systemClock, systemIds } from '../system.ts'
import { openOwnProgram } from './own-program.ts'
import { askServer, type Mode } from './through-server.ts'

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
  await withoutServer(config, mode, email, role).catch((error: unknown) => {
    if (!(error instanceof DataDirInUse)) throw error
    return askServer(config, mode, { method: 'POST', path: '/v1/staff', body: { email, role } })
  })
  process.stdout.write(`${email} is on the staff as ${role}, and signs in at /staff.\n`)
  return 0
}

/** Whoever has the database in hand needs no waiting. */
async function withoutServer(config: Config, mode: Mode, email: string, role: StaffRole): Promise<void> {
  const { store, id, close } = await openOwnProgram(config, mode)
  try {
    const services = { store, ids: systemIds, clock: systemClock }
    const now = systemClock.now()
    await store.write((trx) => addStaff(services, trx, { id, now }, { email, role, atOnce: true }))
  } finally {
    await close()
  }
}
