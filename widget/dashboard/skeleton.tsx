/** The page's outline while its numbers are on the way, with the room that they will take. */
import type { DashboardWords } from './strings.ts'

export function Skeleton({ words }: { words: DashboardWords }) {
  return (
    <main class="page" aria-busy="true">
      <p class="unseen" role="status">
        {words.loading}
      </p>
      <div class="top" aria-hidden="true">
        <span class="ghost tall" />
        <span class="button plain">
          <span class="ghost short" />
        </span>
      </div>
      <div class="card hero" aria-hidden="true">
        <div class="answer">
          <span class="ghost short" />
          <span class="ghost tall" />
        </div>
        <div class="stack">
          <span class="ghost line" />
          <span class="ghost line" />
          <span class="ghost line" />
        </div>
      </div>
      <div class="card ghost-card" aria-hidden="true" />
      <div class="card ghost-card" aria-hidden="true" />
    </main>
  )
}
