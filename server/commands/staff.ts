/** `goodword staff add`: somebody of yours, through the API while a server is running. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { addStaff, staffRoles } from '../services/staff.ts'
import { inOwnProgram, orThroughServer } from './own-program.ts'
import { askServer } from './through-server.ts'

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
  await orThroughServer<unknown>(
    // Whoever has the database in hand needs no waiting.
    inOwnProgram(config, mode, (services, trx, program) =>
      addStaff(services, trx, program, { email, role, atOnce: true }),
    ),
    () => askServer(config, mode, { method: 'POST', path: '/v1/staff', body: { email, role } }),
  )
  process.stdout.write(`${email} is on the staff as ${role}, and signs in at /staff.\n`)
  return 0
}
