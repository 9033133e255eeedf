#!/usr/bin/env node
/** `goodword serve`, `init`, `program apply`, … (see `usage`): each command is one function in `commands/`. */
import { type Source, sources } from './api/hooks/secrets.ts'
import { type Config, readConfig } from './config.ts'
import { codeOf, isUnavailable } from './db/errors.ts'

const usage = `goodword: referral links, leads and commissions on your own host

  goodword serve             start the server (makes an empty database ready)
  goodword init [--json]     make an empty database ready and print its keys
  goodword migrate           bring the database to this version
  goodword program show      print the program as it was published
  goodword program diff <file>
                             what publishing this file would change, in plain words
  goodword program apply <file> [--yes] [--effective-at <time>]
                             publish it, after showing that
  goodword lint [file]       what a partner would not understand; exit code 1 on errors
  goodword keys create --kind publishable|secret [--test] [--json]
                             make another key; a secret one is shown once
  goodword keys list [--test] [--json]
  goodword keys revoke <id> [--test]
                             which keys are in use; revoke one that leaked or is not needed
  goodword staff add --email ada@acme.example --role owner|manager|finance [--test]
                             let one of your people in; they sign in at /staff
  goodword stripe|paddle|shopify|generic events [id] [--again] [--status …] [--test]
                             what was told and what came of it; --again processes one anew
  goodword details-key       make a key for GOODWORD_DETAILS_KEY
  goodword verify [--json]   recount all money; exit code 1 when something is off
  goodword replay --check [--json]
                             rebuild all commissions from facts and terms; exit code 1 on a difference
  goodword backup <folder>   copy the SQLite files, also beside a running server

Settings come from the environment:
  PORT 8787 · DATA_DIR ./data · DATABASE_URL (PostgreSQL instead of SQLite)
  PUBLIC_URL http://localhost:PORT · TRUST_PROXY · SMTP_URL and MAIL_FROM · LOG_LEVEL
  GOODWORD_PUBLISHABLE_KEY and GOODWORD_SECRET_KEY: first keys of an empty database
  STRIPE_WEBHOOK_SECRETS, likewise PADDLE_, SHOPIFY_ and GENERIC_: what signs events for /hooks/stripe and so on
  STRIPE_API_KEYS: once a day, Stripe is asked for events that never came
  GOODWORD_DETAILS_KEY: seals where partners are paid (needed on PostgreSQL)
`

/** Where the build put this file and everything beside it. */
const home = new URL('.', import.meta.url)

type Command = (args: string[], config: Config) => Promise<number>

/** `goodword stripe events`, and so on. */
const eventsOf =
  (source: Source): Command =>
  async (...given) =>
    (await import('./commands/provider.ts')).providerCommand(source, ...given)

/** Each loads only what it needs: a server's first thread stays small. */
const commands: Record<string, Command> = {
  serve: async (_args, config) => (await import('./commands/serve.ts')).serveCommand(config, home),
  init: async (...given) => (await import('./commands/init.ts')).initCommand(...given),
  migrate: async (...given) => (await import('./commands/migrate.ts')).migrateCommand(...given),
  program: async (...given) => (await import('./commands/program.ts')).programCommand(...given),
  lint: async (...given) => (await import('./commands/lint.ts')).lintCommand(...given),
  keys: async (...given) => (await import('./commands/keys.ts')).keysCommand(...given),
  staff: async (...given) => (await import('./commands/staff.ts')).staffCommand(...given),
  ...Object.fromEntries(sources.map((source) => [source, eventsOf(source)])),
  'details-key': async () => (await import('./commands/details-key.ts')).detailsKeyCommand(),
  verify: async (...given) => (await import('./commands/verify.ts')).verifyCommand(...given),
  replay: async (...given) => (await import('./commands/replay.ts')).replayCommand(...given),
  backup: async (...given) => (await import('./commands/backup.ts')).backupCommand(...given),
}

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = commands[name]
  if (!command || args.includes('--help')) {
    const asked = ['', 'help', '--help', '-h'].includes(name) || command !== undefined
    if (!asked) process.stderr.write(`There is no command "${name}".\n\n`)
    process[asked ? 'stdout' : 'stderr'].write(usage)
    return asked ? 0 : 2
  }
  try {
    return await command(args, readConfig(process.env))
  } catch (error) {
    const message = explained(error)
    if (message === undefined) throw error
    process.stderr.write(`${message}\n`)
    return error instanceof Error && error.name === 'CommandRefused' ? 1 : 2
  }
}

/** By name: an error of another thread comes without its class. */
const explainedErrors = [
  'CommandRefused',
  'ConfigError',
  'EngineMissing',
  'DataDirInUse',
  'DatabaseMissing',
  'DatabaseTooNew',
]

/** In words, what whoever started this can mend; anything else is a defect and keeps its stack. */
function explained(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (explainedErrors.includes(error.name)) return error.message
  const code = codeOf(error)
  if (code === 'EADDRINUSE')
    return 'The port is taken by another program. Stop that one, or set PORT to another.'
  if (/^(EACCES|EPERM|ENOTDIR|EROFS|ENOENT|EEXIST)$/.test(code))
    return `DATA_DIR cannot be used: ${error.message}.`
  if (code.startsWith('ERR_PARSE_ARGS')) return `${error.message}\n\n${usage}`
  if (isUnavailable(error) || /^(28|3D)/.test(code)) {
    return `The database cannot be used right now: ${error.message || code}. Check DATABASE_URL or DATA_DIR.`
  }
  return undefined
}

process.exitCode = await main(process.argv.slice(2))
