/** The mutant without unique keys of sales and customers: nothing stands in the way of a second one. */
import { sql } from 'kysely'
import { serveMutant } from './mutant.ts'

await serveMutant(async (store) => {
  for (const table of ['sale', 'customer']) {
    await store.write(async (trx) => {
      await sql.raw(`drop index if exists ${table}_program_id_source_external_id`).execute(trx)
    })
  }
  return { ...store, lock: async () => {} }
})
