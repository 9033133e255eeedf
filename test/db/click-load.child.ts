/**
 * Submits clicks as fast as it can and writes the id of each acknowledged one
 * to its output at once. Killed by its parent (see kill.test.ts).
 *
 * Arguments: data folder, database address or '', and `early` for the mutant
 * that acknowledges before the commit.
 */
import { writeSync } from 'node:fs'
import { openStore } from '../../server/db/open.ts'
import { makeClick } from '../support/clicks.ts'

const [dataDir = '', databaseUrl = '', mutant = ''] = process.argv.slice(2)
const store = await openStore({ dataDir, databaseUrl })
const acknowledge = (id: Buffer) => writeSync(1, `${id.toString('hex')}\n`)
writeSync(1, 'open\n')

async function visitor(linkKey: number): Promise<void> {
  for (;;) {
    const click = makeClick({ at: Date.now(), linkKey })
    if (mutant === 'early') acknowledge(click.id)
    await store.clicks.submit(click)
    if (mutant !== 'early') acknowledge(click.id)
  }
}

await Promise.all(Array.from({ length: 64 }, (_, n) => visitor(1 + n)))
