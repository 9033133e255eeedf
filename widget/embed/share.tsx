/** Joining with one field and one button, and the link that comes of it. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Answer, ask, problemText } from '../ui/api.ts'
import { copyWhenReady } from '../ui/copy.tsx'
import { Field } from '../ui/field.tsx'
import { useForm } from '../ui/form.ts'
import { Chevron } from '../ui/icons.tsx'
import { Notice } from '../ui/notice.tsx'
import { fill } from '../ui/strings.ts'
import type { LinkShown, PlanTermsShown, ProgramShown } from '../ui/wire.ts'
import type { Settings } from './element.ts'
import { Joined } from './joined.tsx'
import type { ShareWords } from './share-strings.ts'

export interface ShareProps {
  settings: Settings
  words: ShareWords
}

function Terms({ plan }: { plan: PlanTermsShown | undefined }) {
  return (
    <ul class="terms">
      {plan?.terms.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

function PlanChoice(props: {
  plans: PlanTermsShown[]
  chosen: string
  choose: (id: string) => void
  words: ShareWords
}) {
  return (
    <details>
      <summary>
        <Chevron />
        {props.words.otherPlans}
      </summary>
      <fieldset>
        <legend class="unseen">{props.words.planLegend}</legend>
        {props.plans.map((plan) => (
          <label key={plan.id} class="check">
            <input
              type="radio"
              name="planId"
              value={plan.id}
              checked={plan.id === props.chosen}
              onChange={() => props.choose(plan.id)}
            />
            <span>
              <strong>{plan.name}</strong>
              <br />
              {plan.terms[0]}
            </span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}

/** The code of an invitation, where the page was opened by one. */
const invitationCode = (): string | null => new URLSearchParams(location.search).get('invitation')

interface JoinAnswer {
  link: LinkShown
}

/** `<goodword-share>` without a partner token. */
export function Share({ settings, words }: ShareProps) {
  const { server, key, lang, emit } = settings
  const [program, setProgram] = useState<Answer<ProgramShown>>()
  const [planId, setPlanId] = useState('')
  const [joined, setJoined] = useState<{ link: LinkShown; email: string }>()
  const [copied, setCopied] = useState(false)
  const [invitation, setInvitation] = useState(invitationCode)
  const [invited, setInvited] = useState('')
  const title = useRef<HTMLHeadingElement>(null)
  const pk = { server, bearer: key }

  const load = async () => {
    setProgram(undefined)
    const path = invitation && `/v1/invitations/${encodeURIComponent(invitation)}`
    const [found, inviter] = await Promise.all([
      ask<ProgramShown>(pk, 'GET', '/v1/program'),
      path ? ask<{ invitedBy: string | null }>(pk, 'GET', path) : undefined,
    ])
    if (inviter?.ok && inviter.value.invitedBy) {
      setInvited(fill(words.invitedBy, { name: inviter.value.invitedBy }))
    } else if (inviter?.ok === false && inviter.problem.kind === 'refused') {
      // Joining without it is better than not joining.
      setInvitation(null)
      setInvited(words.invitationOver)
    }
    setProgram(found)
  }
  useEffect(() => {
    load()
  }, [])
  useLayoutEffect(() => {
    if (joined) title.current?.focus()
  }, [joined])

  const plans = program?.ok ? program.value.plans : []
  const plan = plans.find((one) => one.id === planId) ?? plans[0]
  const name = program?.ok ? program.value.name : ''

  const form = useForm<JoinAnswer>({
    words,
    lang,
    initial: { email: '' },
    send: (values) => {
      const answer = ask<JoinAnswer>(pk, 'POST', '/v1/partners/apply', {
        email: values.email?.trim(),
        ...(plan ? { planId: plan.id } : {}),
        ...(invitation ? { invitation } : {}),
      })
      const url = answer.then((found) => {
        // Used up since it was looked up: the next try goes without it.
        if (!found.ok && found.problem.code === 'invitation_unknown') setInvitation(null)
        if (!found.ok) throw new Error(found.problem.code)
        return found.value.link.url
      })
      copyWhenReady(url).then(async (done) => {
        setCopied(done)
        if (done) emit('goodword:copied', { url: await url })
      })
      return answer
    },
    onDone: ({ link }, values) => {
      setJoined({ link, email: values.email ?? '' })
      emit('goodword:joined', { code: link.code, url: link.url })
    },
  })

  if (joined) {
    return (
      <div class="share stack wide">
        <Joined
          {...joined}
          program={name}
          copied={copied}
          words={words}
          title={title}
          onCopied={(url) => emit('goodword:copied', { url })}
        />
      </div>
    )
  }
  // Nothing is shown that the terms would push away a moment later.
  if (!program) {
    return (
      <p class="muted" role="status">
        {words.loading}
      </p>
    )
  }
  return (
    <form class="share stack" ref={form.form} noValidate onSubmit={form.submit}>
      <h2>{name ? fill(words.joinTitle, { program: name }) : words.joinTitlePlain}</h2>
      {invited && <p>{invited}</p>}
      {!program.ok ? (
        <Notice text={`${words.termsFailed} ${problemText(program.problem, words)}`}>
          <button type="button" class="button" onClick={load}>
            {words.retry}
          </button>
        </Notice>
      ) : (
        <Terms plan={plan} />
      )}
      {plans.length > 1 && plan && (
        <PlanChoice plans={plans} chosen={plan.id} choose={setPlanId} words={words} />
      )}
      <Field
        name="email"
        type="email"
        label={words.email}
        help={words.emailHelp}
        autocomplete="email"
        required
        words={words}
        value={form.values.email ?? ''}
        onValue={form.set}
        error={form.errors.email}
      />
      {/* Nobody joins without having seen the terms. */}
      {program.ok && (
        <button type="submit" class="button primary block" aria-disabled={form.busy ? 'true' : undefined}>
          {words.join}
        </button>
      )}
      <Notice text={form.message} />
    </form>
  )
}
