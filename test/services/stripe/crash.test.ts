/** Cut off after any statement of its transaction, an event has done nothing, and is processed once all the same. */
import { describe, expect, test } from 'vitest'
import type { Services } from '../../../server/services/context.ts'
import { storeEvent } from '../../../server/services/inbox.ts'
import { processDue } from '../../../server/services/process-event.ts'
import { engines } from '../../support/engines.ts'
import { tellStory } from '../../support/story.ts'
import { CLICK, completed } from './objects.ts'

describe.each(engines)('on %s', (engine) => {
  test('the processing is cut off before its commit, three times', async () => {
    const story = await tellStory(engine)
    const { services } = story.world
    const mara = await story.partner('Mara')
    const clickId = story.click(mara, { day: 0 })
    story.on(1)
    const event = completed()
    await story.world.run((trx, program) =>
      storeEvent(services, trx, program, {
        source: 'stripe',
        id: event.id,
        type: event.type,
        objectId: 'cs_1',
        customer: 'cus_1',
        payload: JSON.stringify(event).replaceAll(CLICK, clickId),
        occurredAt: event.created * 1000,
      }),
    )
    const count = async () => {
      const { db } = services.store
      const tables = ['sale', 'customer', 'commission', 'ledger_entry', 'inbox_object'] as const
      const rows = await Promise.all(
        tables.map((table) => db.selectFrom(table).select('program_id').execute()),
      )
      return rows.map((found) => found.length)
    }
    for (let times = 0; times < 3; times++) {
      let calls = 0
      const cut: Services = {
        ...services,
        store: {
          ...services.store,
          write: (work) => {
            // The first transaction is the processing, the second says that it failed.
            const isProcessing = calls++ === 0
            return services.store.write(async (trx) => {
              const result = await work(trx)
              if (isProcessing) throw new Error('cut off')
              return result
            })
          },
        },
      }
      await expect(processDue(cut)).rejects.toThrow('cut off')
      expect(await count()).toEqual([0, 0, 0, 0, 0])
      story.on(2 + times)
    }
    while (await processDue(services));
    expect(await story.earned()).toEqual({ 'Mara stripe:pi_1': 2000 })
    const rows = await services.store.db.selectFrom('inbox_event').selectAll().execute()
    expect(rows).toMatchObject([{ status: 'done', due_at: null, attempts: 4 }])
    expect(await story.end()).toEqual([])
  })
})
