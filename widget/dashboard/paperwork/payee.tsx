/** Where a partner is paid and who it is on statements: what is known, and the forms to say it. */
import { useState } from 'preact/hooks'
import { type Answer, problemText } from '../../ui/api.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Details, Everything } from '../data.ts'
import { DetailsForm } from './details-form.tsx'
import { Frame } from './frame.tsx'
import type { PageProps } from './index.tsx'
import { ProfileForm } from './profile-form.tsx'

export function PayeePage(props: PageProps & { all: Everything }) {
  const { words } = props
  const [details, setDetails] = useState<Answer<Details>>(props.all.details)
  const { profile } = props.all
  const failed = !details.ok ? details.problem : !profile.ok ? profile.problem : undefined
  return (
    <Frame {...props} title={words.payeePageTitle}>
      {/* A form without what is known already would look as if nothing were. */}
      {failed && (
        <Notice text={problemText(failed, words)}>
          <button type="button" class="button" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </Notice>
      )}
      {details.ok && profile.ok && (
        <>
          <DetailsForm
            {...props}
            details={details.value}
            onSaved={(saved) => setDetails({ ok: true, value: saved })}
          />
          <ProfileForm {...props} profile={profile.value} />
        </>
      )}
    </Frame>
  )
}
