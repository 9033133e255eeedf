/**
 * How well a lead is framed: what the vendor's first call can build on. It
 * measures what is known, not how good the prospect is, so "later" is worth
 * as much as "now" and only "unknown" is worth nothing. The form shows it
 * live and the server stores it, from this one table.
 */

/** A lead as its form or sender holds it; anything may still be missing. */
export interface LeadFields {
  company?: string
  /** The company's internet domain. */
  domain?: string
  contact?: { name?: string; email?: string; role?: string }
  /** What the prospect needs, in its own words. */
  need?: string
  timing?: 'now' | 'this_quarter' | 'this_year' | 'later' | 'unknown'
  introduction?: 'expects_your_call' | 'knows_we_may_call' | 'not_yet_told'
  /** In the program's main currency. */
  budget?: 'under_10k' | '10k_50k' | '50k_250k' | 'over_250k' | 'unknown'
  /** Whether the contact decides. */
  decides?: 'yes' | 'shares' | 'no' | 'unknown'
  /** What would make it a success for the prospect. */
  successMeasure?: string
  nextStep?: string
  /** Number of people. */
  companySize?: number
  /** Yearly growth in percent; may be negative. */
  growthPercent?: number
}

export interface FramingGap {
  /** Path of the field, such as `contact.role`. */
  field: string
  /** Points that filling it in adds. */
  gain: number
  /** What it is good for, as the partner reads it. */
  why: string
}

export interface Framing {
  /** 0 to 100. */
  score: number
  /** What would raise the score, biggest gain first. The gains and the score add up to 100. */
  missing: FramingGap[]
}

interface Part {
  field: string
  weight: number
  /** From 0, nothing known, to 1. */
  known(lead: LeadFields): number
  why: string
}

/** A need of one full sentence. Shorter ones are words to start from. */
const FULL_NEED = 40
const SOME_WORDS = 10

const squeeze = (text: string | undefined): string => (text ?? '').trim().replace(/\s+/g, ' ')
const present = (text: string | undefined): number => (squeeze(text) === '' ? 0 : 1)
const chosen = (choice: string | undefined): number => (choice === undefined || choice === 'unknown' ? 0 : 1)
const counted = (number: number | undefined): number => (Number.isFinite(number) ? 1 : 0)

function substance(text: string | undefined): number {
  const length = squeeze(text).length
  return length >= FULL_NEED ? 1 : length >= SOME_WORDS ? 0.5 : 0
}

const introduced = { expects_your_call: 1, knows_we_may_call: 0.5, not_yet_told: 0 }
const deciding = { yes: 1, shares: 1, no: 0.5, unknown: 0 }

/** The weights; they sum to 100. Of equal gains, the earlier one is asked for first. */
const parts: readonly Part[] = [
  {
    field: 'need',
    weight: 20,
    known: (lead) => substance(lead.need),
    why: 'Say in a sentence what they need, and the first call starts there.',
  },
  {
    field: 'introduction',
    weight: 14,
    known: (lead) => introduced[lead.introduction ?? 'not_yet_told'] ?? 0,
    why: 'A prospect who expects the call takes it. Tell them first.',
  },
  {
    field: 'timing',
    weight: 10,
    known: (lead) => chosen(lead.timing),
    why: 'With a date in mind, the call comes when it helps.',
  },
  {
    field: 'budget',
    weight: 10,
    known: (lead) => chosen(lead.budget),
    why: 'A rough range is enough to propose something that fits.',
  },
  {
    field: 'successMeasure',
    weight: 10,
    known: (lead) => present(lead.successMeasure),
    why: 'What would make it a success is what the offer is built on.',
  },
  {
    field: 'decides',
    weight: 8,
    known: (lead) => deciding[lead.decides ?? 'unknown'] ?? 0,
    why: 'Knowing who decides saves everyone a second round.',
  },
  {
    field: 'nextStep',
    weight: 5,
    known: (lead) => present(lead.nextStep),
    why: 'Name the next step, and it happens.',
  },
  {
    field: 'company',
    weight: 4,
    known: (lead) => present(lead.company),
    why: 'The lead is registered for this company.',
  },
  {
    field: 'domain',
    weight: 4,
    known: (lead) => present(lead.domain),
    why: 'The domain tells companies of the same name apart, so the lead is surely yours.',
  },
  {
    field: 'contact.role',
    weight: 4,
    known: (lead) => present(lead.contact?.role),
    why: 'The role says which questions matter to this person.',
  },
  {
    field: 'contact.name',
    weight: 3,
    known: (lead) => present(lead.contact?.name),
    why: 'A call needs a person to ask for.',
  },
  {
    field: 'contact.email',
    weight: 3,
    known: (lead) => present(lead.contact?.email),
    why: 'The introduction goes to this address.',
  },
  {
    field: 'companySize',
    weight: 3,
    known: (lead) => counted(lead.companySize),
    why: 'The number of people decides who answers best.',
  },
  {
    field: 'growthPercent',
    weight: 2,
    known: (lead) => counted(lead.growthPercent),
    why: 'A small company that grows fast is looked at first.',
  },
]

/**
 * Scores how well a lead is framed and says what would help most.
 *
 * @param lead may be incomplete; blank texts count as missing.
 * @example
 * const { score, missing } = framingScore({ company: 'Client GmbH', timing: 'now' })
 * // score 14, missing[0]?.field 'need'
 */
export function framingScore(lead: LeadFields): Framing {
  const missing = parts
    .map(({ field, weight, known, why }) => ({ field, gain: weight - weight * known(lead), why }))
    .filter((gap) => gap.gain > 0)
    .sort((a, b) => b.gain - a.gain)
  return { score: missing.reduce((score, gap) => score - gap.gain, 100), missing }
}
