/**
 * The answer to the question the person came with, as a small statement: what
 * is yours so far, when the next of it is paid, and where each part of it is.
 */

import { writtenDate } from '../ui/dates.ts'
import { Money } from '../ui/money.tsx'
import { counted, fill } from '../ui/strings.ts'
import type { Balance, Commission } from './data.ts'
import { address } from './place.ts'
import type { DashboardWords } from './strings.ts'

export interface Row {
  label: string
  amount: number
  text: string
}

/** Why the held part waits, with the date when every held commission is known. */
export function whyHeld(
  balance: Balance,
  commissions: { data: Commission[]; nextCursor: string | null } | null,
  holdDays: number,
  words: DashboardWords,
  lang: string,
): string {
  if (balance.held === 0) return words.onItsWayNone
  const held =
    commissions?.data.filter(
      // One that waits for a person has no date to promise.
      (one) => one.status === 'held' && one.currency === balance.currency && !one.heldBecause,
    ) ?? []
  const dates = held.flatMap((one) => one.holdUntil ?? []).sort()
  const first = dates[0]
  // Older pages could hold an earlier date; then the rule is said instead of a date that may be wrong.
  if (!first || commissions?.nextCursor) return counted(words, 'onItsWayDays', holdDays, lang)
  const one = writtenDate(first, lang) === writtenDate(dates.at(-1) ?? first, lang)
  return fill(one ? words.onItsWayFrom : words.onItsWayFirst, { date: writtenDate(first, lang) })
}

/** The rows of the statement. Their amounts add up to `balance.earned`. */
export function statementRows(balance: Balance, why: string, words: DashboardWords): Row[] {
  const { earned, held, payable, paid } = balance
  const moving = earned - held - payable - paid
  return [
    { label: words.onItsWay, amount: held, text: why },
    { label: words.payable, amount: payable, text: payable < 0 ? words.owedText : '' },
    ...(moving === 0 ? [] : [{ label: words.inPayout, amount: moving, text: words.inPayoutText }]),
    { label: words.paid, amount: paid, text: '' },
  ]
}

/** What the partner can do itself about what is in the way of a payout. */
const toDo: Record<string, 'addPapers' | 'changePapers' | 'seePapers'> = {
  no_tax_profile: 'addPapers',
  no_details: 'addPapers',
  currency_not_carried: 'changePapers',
  details_waiting: 'seePapers',
}

export function BalanceBlock(props: {
  balance: Balance
  why: string
  /** Where it came from, when all of it is in this currency; else empty. */
  from: string
  words: DashboardWords
  lang: string
}) {
  const { balance, words } = props
  const rows = statementRows(balance, props.why, words)
  const { on, amount, inTheWay, reasons = [] } = balance.nextPayout
  const [step] = reasons.flatMap((reason) => toDo[reason] ?? [])
  return (
    <div class="card hero">
      <div class="answer">
        <h2>{words.yoursSoFar}</h2>
        <p class="largest">
          <Money amountMinor={balance.earned} currency={balance.currency} />
        </p>
        {props.from && <p class="muted">{props.from}</p>}
        <div class="next">
          <p>{fill(words.nextPayout, { date: writtenDate(on, props.lang) })}</p>
          <strong>
            <Money amountMinor={amount} currency={balance.currency} />
          </strong>
          <p class="muted">{inTheWay ?? (amount > 0 ? words.nothingInTheWay : words.nothingDue)}</p>
          {step && (
            <p>
              <a class="button" href={address.payee}>
                {words[step]}
              </a>
            </p>
          )}
        </div>
      </div>
      <dl class="statement">
        {rows.map((row) => (
          <div key={row.label}>
            <dt>{row.label}</dt>
            <dd class="sum">
              <Money amountMinor={row.amount} currency={balance.currency} />
            </dd>
            {row.text && <dd class="muted">{row.text}</dd>}
          </div>
        ))}
      </dl>
    </div>
  )
}
