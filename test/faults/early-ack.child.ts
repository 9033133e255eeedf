/** The mutant that answers first and stores a little later. */
import { serveMutant } from './mutant.ts'

const LATE_MS = 20
const late = () => new Promise<void>((resolve) => setTimeout(resolve, LATE_MS))

await serveMutant((store) => ({
  ...store,
  write: (work) =>
    new Promise((resolve, reject) => {
      const committed = store.write(async (trx) => {
        const result = await work(trx)
        resolve(result)
        await late()
      })
      committed.catch(reject)
    }),
  clicks: {
    ...store.clicks,
    submitThen(click, settled) {
      settled()
      void late().then(() => store.clicks.submit(click).catch(() => {}))
    },
  },
}))
