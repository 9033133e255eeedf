/** `goodword lint [file]`: what a partner would not understand, in the file or in the program as published. */
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { lint } from '../core/lint.ts'
import { openProgram } from './program-access.ts'
import { readProgramFile } from './program-file.ts'

export async function lintCommand(args: string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { test: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  const [name] = positionals
  const file = name === undefined ? undefined : readProgramFile(name)
  const findings = lint(file?.definition ?? (await published(config, values.test ? 'test' : 'live')))
  const lines = findings.map(({ kind, path, what, why, advice }) => {
    const place = file ? file.placeOf(path) : path
    return `${place}: ${kind}: ${what}\n  ${why}\n  ${advice}\n`
  })
  process.stdout.write(
    values.json ? `${JSON.stringify(findings)}\n` : lines.join('') || 'A partner understands all of this.\n',
  )
  return findings.some(({ kind }) => kind === 'error') ? 1 : 0
}

async function published(config: Config, mode: 'live' | 'test') {
  const program = await openProgram(config, mode)
  try {
    return await program.newest()
  } finally {
    await program.close()
  }
}
