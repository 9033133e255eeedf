/** The lead form's fields in order, and how what was typed becomes the lead on the wire. */
import type { LeadFields } from '../../sdk/rules/framing.ts'
import type { FieldProps } from '../ui/field.tsx'
import type { Values } from '../ui/form.ts'
import type { LeadWords } from './lead-strings.ts'

type Word = keyof LeadWords

export interface LeadField {
  name: string
  /** Key of the label; the prospect's own wording has `Prospect` after it where it differs. */
  label: Word
  more?: Partial<Pick<FieldProps, 'type' | 'long' | 'autocomplete' | 'maxLength' | 'min' | 'max'>>
  /** An empty answer is possible too, and means that it is not known. */
  choices?: readonly string[]
  /** A question only the partner can answer. */
  partnerOnly?: boolean
}

export const requiredFields: readonly LeadField[] = [
  { name: 'company', label: 'company', more: { autocomplete: 'organization', maxLength: 200 } },
  { name: 'contact.name', label: 'contactName', more: { autocomplete: 'name', maxLength: 120 } },
  {
    name: 'contact.email',
    label: 'contactEmail',
    more: { type: 'email', autocomplete: 'email', maxLength: 254 },
  },
  { name: 'need', label: 'need', more: { long: true, maxLength: 2000 } },
]

export const optionalFields: readonly LeadField[] = [
  {
    name: 'introduction',
    label: 'introduction',
    choices: ['expects_your_call', 'knows_we_may_call', 'not_yet_told'],
    partnerOnly: true,
  },
  {
    name: 'timing',
    label: 'timing',
    choices: ['now', 'this_quarter', 'this_year', 'later'],
  },
  {
    name: 'budget',
    label: 'budget',
    choices: ['under_10k', '10k_50k', '50k_250k', 'over_250k'],
  },
  { name: 'decides', label: 'decides', choices: ['yes', 'shares', 'no'] },
  { name: 'successMeasure', label: 'successMeasure', more: { maxLength: 500 } },
  { name: 'nextStep', label: 'nextStep', more: { maxLength: 500 } },
  {
    name: 'contact.role',
    label: 'contactRole',
    more: { autocomplete: 'organization-title', maxLength: 120 },
  },
  { name: 'domain', label: 'domain', more: { maxLength: 253 } },
  {
    name: 'companySize',
    label: 'companySize',
    more: { type: 'number', min: 1, max: 10_000_000 },
  },
  {
    name: 'growthPercent',
    label: 'growthPercent',
    more: { type: 'number', min: -100, max: 10_000 },
  },
]

/** `https://www.Client.example/about` becomes `client.example`, because people paste addresses. */
export const domainOf = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '')

/** The lead as the API takes it: dotted names nested, blank answers left out, numbers as numbers. */
export function leadFrom(values: Values): LeadFields {
  const lead: Record<string, unknown> = {}
  for (const [name, typed] of Object.entries(values)) {
    const value = name === 'domain' ? domainOf(typed) : typed.trim()
    if (value === '') continue
    const [first = '', second] = name.split('.')
    if (second) lead[first] = { ...(lead[first] as object), [second]: value }
    else lead[first] = name === 'companySize' || name === 'growthPercent' ? Number(value) : value
  }
  return lead as LeadFields
}
