/** What all servers of a database share: the keys that sign click ids, and the salts of visitor hashes. */
import type { SigningKey } from '../services/click-id.ts'
import type { Clock, Ids, Store } from '../services/context.ts'

/**
 * Every signing key, newest first: sign with the first, verify with all.
 * Makes the first one on an empty database; servers that start together agree.
 */
export async function loadSigningKeys(store: Store, ids: Ids, clock: Clock): Promise<SigningKey[]> {
  const read = (reader: Pick<Store['db'], 'selectFrom'>) =>
    reader
      .selectFrom('signing_key')
      .select(['id', 'secret'])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute()

  let rows = await read(store.db)
  if (rows.length === 0) {
    rows = await store.write(async (trx) => {
      await store.lock(trx, 'signing key')
      const existing = await read(trx)
      if (existing.length > 0) return existing
      const first = { id: 1, secret: ids.bytes(32).toString('base64url') }
      await trx
        .insertInto('signing_key')
        .values({ ...first, created_at: clock.now() })
        .execute()
      return [first]
    })
  }
  return rows.map((row) => ({ id: row.id, secret: Buffer.from(row.secret, 'base64url') }))
}

/**
 * Gives the salt of a UTC day (days since 1970), the same on every server of
 * this database: 16 random bytes as text, made by whoever asks first.
 *
 * Pass the server's own day, never a moved clock's: asking for a day deletes
 * the salts that are older than 48 hours by then.
 */
export function visitorSalts(store: Store, ids: Ids): (day: number) => Promise<string> {
  const known = new Map<number, Promise<string>>()
  return (day) => {
    let salt = known.get(day)
    if (!salt) {
      salt = findOrMakeSalt(store, ids, day)
      // A failure is not remembered: the next click asks again.
      salt.catch(() => known.delete(day))
      known.set(day, salt)
      for (const old of known.keys()) if (old < day - 1) known.delete(old)
    }
    return salt
  }
}

async function findOrMakeSalt(store: Store, ids: Ids, day: number): Promise<string> {
  const { salt } = await store.write(async (trx) => {
    await trx
      .insertInto('visitor_salt')
      .values({ day, salt: ids.bytes(16).toString('base64url') })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await trx
      .deleteFrom('visitor_salt')
      .where('day', '<', day - 1)
      .execute()
    return trx.selectFrom('visitor_salt').where('day', '=', day).select('salt').executeTakeFirstOrThrow()
  })
  return salt
}

/**
 * Deletes the salts of which no hash may be recomputed any more: all but
 * today's and yesterday's, so none outlives 48 hours. For a job, because on a
 * day without clicks nobody asks for a salt.
 *
 * @param today the server's UTC day, days since 1970.
 */
export async function deleteOldSalts(store: Store, today: number): Promise<void> {
  await store.write((trx) =>
    trx
      .deleteFrom('visitor_salt')
      .where('day', '<', today - 1)
      .execute(),
  )
}
