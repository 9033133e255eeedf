/**
 * What the script tag runs: the browser client with its settings taken from
 * the tag, the calls that the page queued before we came, and the elements
 * when the page has any.
 *
 *   <script async src="https://refer.acme.example/goodword.js" data-goodword="gw_pk_…"></script>
 */
import { createClient } from '../../sdk/browser/client.ts'

/** The stub on the page collects calls here until we are loaded. */
interface Queue {
  (name: string, ...given: unknown[]): void
  q?: Iterable<[name: string, ...given: unknown[]]>
}

declare global {
  interface Window {
    goodword?: Queue
  }
}

function start({ src, dataset }: HTMLScriptElement): void {
  const key = dataset.goodword
  if (!key) return
  const server = new URL(src).origin
  const debug = 'debug' in dataset
  const load = (name: string) => import(/* @vite-ignore */ `${server}/${name}.js`)
  const client = createClient(
    {
      key,
      server,
      // Whatever is written there: a misspelt wish for consent is still one.
      consent: dataset.consent ? 'required' : undefined,
      windowDays: Number(dataset.windowDays),
      debug,
    },
    () => load('actions'),
  )
  const calls = {
    ...client,
    widgets: () => load('embed'),
    followLinks: async () => (await load('actions')).followLinks(client, dataset.domains),
  }

  /** The last argument may be a function that gets the answer. */
  const run: Queue = async (name, ...given) => {
    try {
      const done = typeof given.at(-1) === 'function' && (given.pop() as (answer: unknown) => void)
      const call: unknown = calls[name as keyof typeof calls]
      const answer = await (typeof call === 'function' ? call(...given) : call)
      if (done) done(answer)
    } catch (error) {
      if (debug) console.debug(error)
    }
  }

  for (const call of window.goodword?.q ?? []) run(...call)
  window.goodword = run

  const look = () => {
    if (document.querySelector('goodword-share,goodword-lead,goodword-earnings')) run('widgets')
  }
  look()
  document.addEventListener('DOMContentLoaded', look)
  if (dataset.domains) run('followLinks')
}

try {
  // Known only while a script runs for the first time; a module has to look for its tag.
  const script = document.currentScript ?? document.querySelector('script[data-goodword]')
  if (script) start(script as HTMLScriptElement)
} catch {
  // A page is never worse off with us than without us.
}
