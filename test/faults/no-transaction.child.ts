/** The mutant whose statements each commit by themselves. */
import type { Kysely, KyselyPlugin, Transaction } from 'kysely'
import type { Database } from '../../server/db/schema.ts'
import { serveMutant } from './mutant.ts'

/** Waits after each row that it writes, so that a kill falls between two of them rather often. */
const written = new WeakSet<object>()
const slowly: KyselyPlugin = {
  transformQuery({ node, queryId }) {
    if (node.kind === 'InsertQueryNode') written.add(queryId)
    return node
  },
  async transformResult({ result, queryId }) {
    if (written.has(queryId)) await new Promise((resolve) => setTimeout(resolve, 15))
    return result
  },
}

await serveMutant((store) => {
  const target = store.migrationTargets[0]?.db as Kysely<unknown> as Kysely<Database>
  const writing = target.withPlugin(slowly)
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...store,
    write(work) {
      // One after another as before: the missing transaction is all that is wrong.
      const result = last.then(() => work(writing as Transaction<Database>))
      last = result.catch(() => {})
      return result
    },
  }
})
