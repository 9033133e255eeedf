/** A page that is one answer of the API: loading, a problem with a second try, or what was asked for. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type Answer, ask, problemText } from '../../ui/api.ts'
import { Notice } from '../../ui/notice.tsx'
import type { PageProps } from './index.tsx'

export function Fetched<T>(props: PageProps & { path: string; children: (value: T) => ComponentChildren }) {
  const { words } = props
  const [answer, setAnswer] = useState<Answer<T>>()
  const load = async () => {
    setAnswer(undefined)
    setAnswer(await ask<T>(props.connection, 'GET', props.path))
  }
  useEffect(() => {
    load()
  }, [])
  if (!answer) {
    return (
      <p class="muted" role="status">
        {words.partLoading}
      </p>
    )
  }
  if (answer.ok) return <>{props.children(answer.value)}</>
  return (
    <Notice text={problemText(answer.problem, words)}>
      <button type="button" class="button" onClick={load}>
        {words.retry}
      </button>
    </Notice>
  )
}
