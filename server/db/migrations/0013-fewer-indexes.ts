/** What another index does as well is only written. */
import { migration } from './sql.ts'

// `customer_recent` begins with the same columns.
export const fewerIndexes = migration(['drop index customer_program_id_partner_id'])
