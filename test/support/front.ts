/** The front before a composed server, in one thread: what `goodword serve` spreads over several. */
import { addressReader } from '../../server/api/address.ts'
import type { Back } from '../../server/api/bridge.ts'
import { createFront, type Front } from '../../server/api/front.ts'
import { serverMetrics } from '../../server/api/metrics.ts'
import { answersOf } from '../../server/back.ts'
import type { Composed } from '../../server/compose.ts'
import { createLog } from '../../server/log.ts'
import { createClickRecorder } from '../../server/services/record-click.ts'

export function frontOf(composed: Composed): Front {
  const answers = answersOf(composed, () => {})
  const back: Back = { ask: (name, question) => answers[name](question), underWay: 0 }
  const recorder = createClickRecorder({ ...composed.services, ...composed.clickLookups })
  const counters = { shed: 0, clicksShed: 0 }
  return createFront({
    recorder,
    back,
    addressOf: addressReader(undefined),
    makeRequestId: () => composed.services.ids.make('req'),
    log: createLog('silent'),
    metrics: serverMetrics(recorder, back, counters),
    counters,
  })
}
