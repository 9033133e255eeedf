/** `<goodword-share>` with a partner token: the partner's links, ready to copy and share. */
import { useEffect, useState } from 'preact/hooks'
import { type Answer, ask, problemText } from '../ui/api.ts'
import { CopyField } from '../ui/copy.tsx'
import { Notice } from '../ui/notice.tsx'
import { counted, fill } from '../ui/strings.ts'
import type { LinkShown, Page, ProgramShown } from '../ui/wire.ts'
import { readyTexts, ShareText } from './joined.tsx'
import type { ShareProps } from './share.tsx'

interface Found {
  links: LinkShown[]
  program: ProgramShown
}

export function MyLinks({ settings, words }: ShareProps) {
  const { server, token, lang, emit } = settings
  const pt = { server, bearer: token }
  const [found, setFound] = useState<Answer<Found>>()
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState('')

  const load = async () => {
    setFound(undefined)
    const [links, program] = await Promise.all([
      ask<Page<LinkShown>>(pt, 'GET', '/v1/me/links?limit=20'),
      ask<ProgramShown>(pt, 'GET', '/v1/program'),
    ])
    if (!links.ok) setFound(links)
    else if (!program.ok) setFound(program)
    else setFound({ ok: true, value: { links: links.value.data, program: program.value } })
  }
  useEffect(() => {
    load()
  }, [])

  const makeFirst = async (program: ProgramShown) => {
    if (busy) return
    setBusy(true)
    const made = await ask<LinkShown>(pt, 'POST', '/v1/links', { destination: program.website })
    setBusy(false)
    setMessage(made.ok ? '' : problemText(made.problem, words))
    if (made.ok) setFound({ ok: true, value: { program, links: [made.value] } })
  }

  return (
    <div class="share stack" aria-busy={!found}>
      <h2>{words.linksTitle}</h2>
      {!found && <p class="muted">{words.loading}</p>}
      {found?.ok === false && (
        <Notice text={problemText(found.problem, words)}>
          {found.problem.kind !== 'signed_out' && (
            <button type="button" class="button" onClick={load}>
              {words.retry}
            </button>
          )}
        </Notice>
      )}
      {found?.ok && found.value.links.length === 0 && (
        <>
          <p>{words.noLinks}</p>
          <button
            type="button"
            class="button primary"
            aria-disabled={busy ? 'true' : undefined}
            onClick={() => makeFirst(found.value.program)}
          >
            {words.makeLink}
          </button>
          <Notice text={message} />
        </>
      )}
      {found?.ok && found.value.links.length > 0 && (
        <>
          <ul class="stack wide">
            {found.value.links.map((link, index) => {
              const texts = readyTexts(words, found.value.program.name, link.url)
              return (
                <li key={link.id} class="link stack">
                  <p class="muted">
                    {fill(words.leadsTo, { destination: link.destination.replace(/^https?:\/\//, '') })}
                    {link.clicks !== undefined && ` · ${counted(words, 'clicks', link.clicks, lang)}`}
                  </p>
                  <CopyField
                    text={link.url}
                    name={words.yourLink}
                    words={words}
                    primary={index === 0}
                    onCopied={(url) => emit('goodword:copied', { url })}
                  />
                  <div class="row">
                    <ShareText
                      text={texts.post}
                      label={words.share}
                      copyLabel={words.copyPost}
                      words={words}
                    />
                    <a class="button" href={texts.mail}>
                      {words.writeMessage}
                    </a>
                  </div>
                </li>
              )
            })}
          </ul>
          <p class="quote">
            <span class="muted">{words.disclosureLead}</span> {words.disclosure}
          </p>
        </>
      )}
    </div>
  )
}
