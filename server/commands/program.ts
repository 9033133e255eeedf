/** `goodword program show | diff <file> | apply <file>`: the whole program is one short file. */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { PresentedDiff } from '../api/routes/program.ts'
import type { Config } from '../config.ts'
import { writtenDate } from '../core/time.ts'
import { openProgram } from './program-access.ts'
import { readProgramFile } from './program-file.ts'
import { CommandRefused } from './through-server.ts'

const usage = `Use: goodword program show [--test]
     goodword program diff <file> [--test] [--effective-at <time>]
     goodword program apply <file> [--test] [--effective-at <time>] [--yes]
`

export async function programCommand(args: string[], config: Config): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { test: { type: 'boolean' }, yes: { type: 'boolean' }, 'effective-at': { type: 'string' } },
  })
  const [verb, name, ...more] = positionals
  const wanted =
    verb === 'show' ? name === undefined : (verb === 'diff' || verb === 'apply') && name !== undefined
  if (!wanted || more.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  const effectiveAt = values['effective-at']
  if (effectiveAt !== undefined && Number.isNaN(Date.parse(effectiveAt)))
    throw new CommandRefused('--effective-at takes a time such as 2027-01-01T00:00:00Z.')
  // Before anything is opened: most mistakes are in the file.
  const file = name === undefined ? undefined : readProgramFile(name)
  const program = await openProgram(config, values.test ? 'test' : 'live')
  try {
    if (!file) {
      process.stdout.write(`${JSON.stringify(await program.newest(), null, 2)}\n`)
      return 0
    }
    const at = effectiveAt && new Date(effectiveAt).toISOString()
    const diff = await program.diff(file.definition, at)
    process.stdout.write(words(diff))
    if (verb === 'diff' || diff.effectiveAt === null) return 0
    if (!values.yes && !(await agreed())) return 1
    await program.apply(file.definition, at)
    process.stdout.write('Published.\n')
    return 0
  } finally {
    await program.close()
  }
}

/** Changes by their date, and how many partners hear of them. */
function words({ changes, told, effectiveAt }: PresentedDiff): string {
  if (effectiveAt === null) return 'Nothing changes: this is the program as it was published.\n'
  const lines: string[] = []
  for (const date of [...new Set(changes.map((change) => change.effectiveAt))]) {
    const later = Date.parse(date) > Date.now()
    lines.push(later ? `From ${writtenDate(Date.parse(date))} on, for new customers:` : 'From now on:')
    for (const change of changes) if (change.effectiveAt === date) lines.push(`  ${change.text}`)
  }
  if (changes.length === 0) lines.push('What was waiting for its date is called off.')
  lines.push(told === 1 ? '1 partner is told by mail.' : `${told} partners are told by mail.`)
  return `${lines.join('\n')}\n`
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stderr.write('Nothing was published. Add --yes to publish without being asked.\n')
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Publish this? [y/N] ')
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
