/** Lists come in pages. Waiting for a listing gives one page; looping over it gives everything. */

/** One page, and the cursor of the next one; null on the last page. */
export interface Page<T> {
  data: T[]
  nextCursor: string | null
}

/**
 * A list that has not been asked for yet.
 *
 * `await` it for the one page that its `limit` and `cursor` describe. `for
 * await` over it for every entry from there to the end, a page at a time:
 * entries that exist when it starts and stay come exactly once.
 *
 * @example
 * import { Goodword } from 'goodword/node'
 *
 * const goodword = new Goodword({ secretKey: 'gw_sk_1', baseUrl: 'https://refer.acme.example' })
 * const { data, nextCursor } = await goodword.partners.list({ limit: 100 })
 * for await (const partner of goodword.partners.list()) console.log(partner.name)
 */
export interface Listing<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {}

/** `load` asks for the page at a cursor; undefined is the first one. */
export function listing<T>(
  load: (cursor: string | undefined) => Promise<Page<T>>,
  first?: string,
): Listing<T> {
  return {
    // biome-ignore lint/suspicious/noThenProperty: a listing is awaited on purpose
    then: (fulfilled, rejected) => load(first).then(fulfilled, rejected),
    async *[Symbol.asyncIterator]() {
      let cursor = first
      do {
        const page = await load(cursor)
        yield* page.data
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
    },
  }
}
