/** What `<goodword-lead>` shows. What was typed stays when an attribute changes. */
import { render } from 'preact'
import type { Draw } from './element.ts'
import { Lead } from './lead.tsx'
import { type LeadWords, leadStrings } from './lead-strings.ts'

export const drawLead: Draw = (frame, content) => {
  if (!content) return render(null, frame)
  const { settings } = content
  const words = { ...leadStrings, ...content.strings } as LeadWords
  render(
    settings.server && (settings.key || settings.token) ? (
      <Lead settings={settings} words={words} prospect={settings.submittedBy === 'prospect'} />
    ) : (
      <p class="muted">{words.notSetUp}</p>
    ),
    frame,
  )
}
