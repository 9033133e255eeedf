/**
 * The back: the API, the money and the jobs, on a thread of their own. They may
 * wait for the disk; the front goes on answering clicks meanwhile.
 */
import type { MessagePort } from 'node:worker_threads'
import { type Answers, answerFront, fetchPassed } from './api/bridge.ts'
import { type Composed, type ComposeOptions, compose } from './compose.ts'
import { codeOf } from './db/errors.ts'
import { createLog } from './log.ts'
import { readBacklog } from './services/backlog.ts'
import type { SigningKey } from './services/click-id.ts'
import { findKey, type NewKey } from './services/keys.ts'

/** Only what can be sent to a thread. */
export type BackOptions = Pick<
  ComposeOptions,
  | 'publicUrl'
  | 'dataDir'
  | 'databaseUrl'
  | 'smtpUrl'
  | 'mailFrom'
  | 'assetsDir'
  | 'publishableKey'
  | 'secretKey'
  | 'detailsKey'
  | 'privateWebhooks'
  | 'hookSecrets'
  | 'stripeKeys'
  | 'definition'
> & { logLevel: string }

/** The thread's first message. */
export type BackStarted =
  | { ready: { engine: 'sqlite' | 'postgres'; newKeys: NewKey[]; signingKeys: SigningKey[] } }
  | { failed: { name: string; message: string; code: string; stack: string | undefined } }

export async function runBack(port: MessagePort, options: BackOptions): Promise<void> {
  let linksChanged: ComposeOptions['linksChanged']
  try {
    const composed = await compose({
      ...options,
      log: createLog(options.logLevel),
      linksChanged: (change) => linksChanged?.(change),
    })
    const { newKeys, services } = composed
    const { store, signingKeys } = services
    const ready = { engine: store.engine, newKeys, signingKeys: [...signingKeys] }
    port.postMessage({ ready } satisfies BackStarted)
    const answers = answersOf(composed, () => port.close())
    linksChanged = answerFront(port, answers).tellLinksChanged
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    port.postMessage({ failed: { name, message, code: codeOf(error), stack } } satisfies BackStarted)
    port.close()
  }
}

/** @param closed called after the last answer has left. */
export function answersOf(
  { app, services, clickLookups, verified, close }: Composed,
  closed: () => void,
): Answers {
  return {
    request: (passed) => fetchPassed((request, bindings) => app.fetch(request, bindings), passed),
    targets: (codes) => clickLookups.findTargets(codes),
    salt: (day) => clickLookups.visitorSalt(day),
    key: async (key) => (await findKey(services, key))?.programId ?? null,
    verified: async () => verified(),
    backlog: onceAtATime(() => readBacklog(services)),
    async close() {
      await close()
      setImmediate(closed)
      return null
    },
  }
}

/** Whoever asks while it is being found out hears the same: a database that stands still is asked once. */
function onceAtATime<T>(find: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= find().finally(() => {
      running = undefined
    })
    return running
  }
}
