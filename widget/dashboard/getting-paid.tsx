/** Where the money goes and under which name, or what is still missing for that. */
import { useId } from 'preact/hooks'
import { type Answer, problemText } from '../ui/api.ts'
import { countryName } from '../ui/countries.ts'
import { writtenDate } from '../ui/dates.ts'
import { Notice } from '../ui/notice.tsx'
import { fill } from '../ui/strings.ts'
import { wordFor } from './commissions.tsx'
import type { Details, Profile } from './data.ts'
import { address } from './place.ts'
import type { DashboardWords } from './strings.ts'

export function GettingPaid(props: {
  details: Answer<Details>
  profile: Answer<Profile>
  now: string
  words: DashboardWords
  lang: string
  onReload: () => void
}) {
  const { details, profile, words, lang } = props
  const id = useId()
  const failed = !details.ok ? details.problem : !profile.ok ? profile.problem : undefined
  const where = details.ok ? details.value : null
  const who = profile.ok ? profile.value : null
  return (
    <section id="payee" class="card stack" aria-labelledby={id}>
      <h2 id={id}>{words.payeeTitle}</h2>
      {failed && (
        <Notice text={problemText(failed, words)}>
          <button type="button" class="button" onClick={props.onReload}>
            {words.retry}
          </button>
        </Notice>
      )}
      {!failed && (
        <>
          {where ? (
            <p>
              {fill(words.paidTo, { method: wordFor(words, 'method', where.method) })}{' '}
              <strong class="amount">{where.hint}</strong>
            </p>
          ) : (
            <p>{words.paidToNone}</p>
          )}
          {where && where.usableFrom > props.now && (
            <p>{fill(words.changeWaits, { date: writtenDate(where.usableFrom, lang) })}</p>
          )}
          <p>
            {who
              ? fill(words.onStatements, { name: who.legalName, country: countryName(who.country, lang) })
              : words.onStatementsNone}
          </p>
          <p>
            <a class="button" href={address.payee}>
              {where && who ? words.changePapers : words.addPapers}
            </a>
          </p>
        </>
      )}
    </section>
  )
}
