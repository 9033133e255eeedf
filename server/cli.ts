#!/usr/bin/env node
/** `goodword serve | init | migrate | keys create | verify`. Each command is one function in `commands/`. */
import { initCommand } from './commands/init.ts'
import { keysCommand } from './commands/keys.ts'
import { migrateCommand } from './commands/migrate.ts'
import { serveCommand } from './commands/serve.ts'
import { verifyCommand } from './commands/verify.ts'
import { ConfigError, readConfig } from './config.ts'
import {
  codeOf,
  DatabaseMissing,
  DatabaseTooNew,
  DataDirInUse,
  EngineMissing,
  isUnavailable,
} from './db/errors.ts'

const usage = `goodword: referral links, leads and commissions on your own host

  goodword serve             start the server (makes an empty database ready)
  goodword init [--json]     make an empty database ready and print its keys
  goodword migrate           bring the database to this version
  goodword keys create --kind publishable|secret [--test] [--json]
                             make another key; a secret one is shown once
  goodword verify [--json]   recount all money; exit code 1 when something is off

Settings come from the environment:
  PORT 8787 · DATA_DIR ./data · DATABASE_URL (PostgreSQL instead of SQLite)
  PUBLIC_URL http://localhost:PORT · TRUST_PROXY · SMTP_URL and MAIL_FROM · LOG_LEVEL
  GOODWORD_PUBLISHABLE_KEY and GOODWORD_SECRET_KEY: first keys of an empty database
`

const commands: Record<string, (args: string[], config: ReturnType<typeof readConfig>) => Promise<number>> = {
  serve: serveCommand,
  init: initCommand,
  migrate: migrateCommand,
  keys: keysCommand,
  verify: verifyCommand,
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
    return 2
  }
}

const explainedErrors = [ConfigError, EngineMissing, DataDirInUse, DatabaseMissing, DatabaseTooNew]

/** In words, what whoever started this can mend; anything else is a defect and keeps its stack. */
function explained(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (explainedErrors.some((kind) => error instanceof kind)) return error.message
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
