/** What the pages behind the overview have in common: the way back, a heading that is read out, a title to print under. */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { problemText } from '../../ui/api.ts'
import { download } from '../../ui/download.ts'
import { Chevron } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { fill } from '../../ui/strings.ts'
import { address } from '../place.ts'
import type { PageProps } from './index.tsx'

export function Frame(props: PageProps & { title: string; children: ComponentChildren }) {
  const { title, words } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    scrollTo(0, 0)
    heading.current?.focus()
  }, [])
  // Browsers name a printed page after its title.
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  return (
    <div class="page narrow">
      <nav class="back">
        <a class="button plain" href={address.overview}>
          <Chevron />
          {words.back}
        </a>
      </nav>
      {props.me.program.mode === 'test' && <p class="test-mode">{words.testMode}</p>}
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {props.children}
      </main>
    </div>
  )
}

/** Printing, and the same as a table for spreadsheets. */
export function Actions(props: PageProps & { path: string; file: string }) {
  const { words, file } = props
  const [busy, setBusy] = useState(false)
  const [said, say] = useState({ text: '', good: false })
  const save = async () => {
    if (busy) return
    setBusy(true)
    const answer = await download(props.connection, `${props.path}?format=csv`, file)
    setBusy(false)
    say(
      answer.ok
        ? { text: fill(words.saved, { file }), good: true }
        : { text: problemText(answer.problem, words), good: false },
    )
  }
  return (
    <div class="actions">
      <div class="row">
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
        <button type="button" class="button" aria-disabled={busy ? 'true' : undefined} onClick={save}>
          {words.saveCsv}
        </button>
      </div>
      <Notice {...said} />
    </div>
  )
}
