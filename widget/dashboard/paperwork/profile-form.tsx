/** Who the partner is on statements: name, address, country and tax id, as they are stored now. */
import { useId, useMemo, useState } from 'preact/hooks'
import { ask } from '../../ui/api.ts'
import { countries } from '../../ui/countries.ts'
import { Field } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Profile } from '../data.ts'
import { address } from '../place.ts'
import type { PageProps } from './index.tsx'

export function ProfileForm(props: PageProps & { profile: Profile }) {
  const { words, lang, profile } = props
  const id = useId()
  const [saved, setSaved] = useState(false)
  const options = useMemo(() => [['', words.chooseCountry] as const, ...countries(lang)], [lang])
  const form = useForm<NonNullable<Profile>>({
    words,
    lang,
    initial: {
      legalName: profile?.legalName ?? '',
      address: profile?.address ?? '',
      country: profile?.country ?? '',
      taxId: profile?.taxId ?? '',
    },
    send: ({ legalName, address, country, taxId }) =>
      ask(props.connection, 'PUT', '/v1/me/tax-profile', {
        legalName: legalName?.trim(),
        address: address?.trim(),
        country,
        ...(taxId?.trim() ? { taxId: taxId.trim() } : {}),
      }),
    onDone: () => setSaved(true),
  })
  const field = (name: string) => ({
    name,
    words,
    value: form.values[name] ?? '',
    onValue: (name: string, value: string) => {
      setSaved(false)
      form.set(name, value)
    },
    error: form.errors[name],
  })
  return (
    <section class="card stack wide" aria-labelledby={id}>
      <h2 id={id}>{words.profileTitle}</h2>
      <p class="muted">{profile || saved ? words.profileIntro : words.profileNeeded}</p>
      <form class="stack wide" ref={form.form} noValidate onSubmit={form.submit}>
        <Field
          {...field('legalName')}
          label={words.legalName}
          help={words.legalNameHelp}
          autocomplete="name"
          maxLength={140}
          required
        />
        <Field
          {...field('address')}
          label={words.address}
          help={words.addressHelp}
          autocomplete="street-address"
          long
          maxLength={500}
          required
        />
        <Field
          {...field('country')}
          label={words.country}
          options={options}
          autocomplete="country"
          required
        />
        <Field {...field('taxId')} label={words.taxIdField} help={words.taxIdHelp} maxLength={50} />
        <button type="submit" class="button primary" aria-disabled={form.busy ? 'true' : undefined}>
          {words.saveProfile}
        </button>
        <Notice text={form.message} />
        <Notice text={saved ? words.profileSaved : ''} good>
          <p>
            <a href={address.overview}>{words.back}</a>
          </p>
        </Notice>
      </form>
    </section>
  )
}
