/** The parts that most visits never open: their code is fetched when the first of them is. */
import { useEffect, useState } from 'preact/hooks'
import type { PaperworkProps } from './paperwork/index.tsx'
import { Screen } from './screen.tsx'

type Part = typeof import('./paperwork/index.tsx')

/** Statements, the forms about being paid, and postbacks. */
export function Later(props: PaperworkProps) {
  const [part, setPart] = useState<Part | 'failed'>()
  useEffect(() => {
    import('./paperwork/index.tsx').then(setPart, () => setPart('failed'))
  }, [])
  const { words } = props
  if (part === 'failed') {
    return (
      <Screen title={words.partFailed}>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </Screen>
    )
  }
  if (part) return <part.Paperwork {...props} />
  return (
    <main class="page" aria-busy="true">
      <p class="muted" role="status">
        {words.partLoading}
      </p>
    </main>
  )
}
