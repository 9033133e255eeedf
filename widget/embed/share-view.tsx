/** What `<goodword-share>` shows: joining, or with a token the partner's own links. */
import { render } from 'preact'
import type { Draw } from './element.ts'
import { MyLinks } from './my-links.tsx'
import { Share } from './share.tsx'
import { type ShareWords, shareStrings } from './share-strings.ts'

export const drawShare: Draw = (frame, content) => {
  if (!content) return render(null, frame)
  const { settings } = content
  const { server, key, token } = settings
  const words = { ...shareStrings, ...content.strings } as ShareWords
  const View = token ? MyLinks : Share
  render(
    server && (key || token) ? (
      <View key={`${server} ${key} ${token}`} settings={settings} words={words} />
    ) : (
      <p class="muted">{words.notSetUp}</p>
    ),
    frame,
  )
}
