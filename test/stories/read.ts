/** Reads stories.md: plans, what happened on which day, and the ledger as somebody from finance has checked it. */
import { exponentOf } from '../../sdk/rules/money.ts'
import { earningSentences, overrideSentence } from '../../server/core/terms.ts'
import type { OverrideTerms, Plan, PlanKind, Rule } from '../../server/core/types.ts'
import { definition } from '../support/app.ts'

export interface Step {
  at: number
  words: string
}

export interface Told {
  title: string
  plans: Plan[]
  override: OverrideTerms | undefined
  holdDays: number
  steps: Step[]
  /** Everything up to and with the table of what happened. */
  head: string
  /** What follows it: ledger and balances. */
  ledger: string
}

export const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "3 May 2026", or with a time: "3 May 2026 14:00". */
export function readDay(text: string): number {
  const found = /^(\d+) (\w{3}) (\d{4})(?: (\d\d):(\d\d))?$/.exec(text.trim())
  const [, day, month = '', year, hour = '12', minute = '00'] = found ?? []
  if (!found || !months.includes(month)) throw new Error(`not a day: ${text}`)
  return Date.UTC(Number(year), months.indexOf(month), Number(day), Number(hour), Number(minute))
}

export function writeDay(ms: number): string {
  const date = new Date(ms)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** "1,500.00 EUR" in minor units. */
export function readMoney(text: string): { amountMinor: number; currency: string } {
  const [, sign = '', digits = '', decimals = '', currency = ''] =
    /^(-?)([\d,]+)(?:\.(\d+))? ([A-Z]{3})$/.exec(text.trim()) ?? []
  if (currency === '' || decimals.length !== exponentOf(currency)) throw new Error(`not an amount: ${text}`)
  return { amountMinor: Number(`${sign}${digits.replaceAll(',', '')}${decimals}`), currency }
}

/** "Refer once (one_time): {…} + {…}" */
function readPlan(text: string): Plan {
  const [, name = '', kind, rules = ''] = /^(.+?) \((\w+)\): (.+)$/.exec(text) ?? []
  return { id: slug(name), name, kind: kind as PlanKind, rules: readRules(rules) }
}

export const readRules = (text: string): Rule[] =>
  text
    .replaceAll('`', '')
    .split(' + ')
    .map((rule) => JSON.parse(rule) as Rule)

/** The sentences that the software writes for a plan stand below it. */
const withTerms = (lines: string[], override: OverrideTerms | undefined): string[] =>
  lines
    .filter((line) => !line.startsWith('> '))
    .flatMap((line) => {
      if (line.startsWith('Override: ') && override) return [line, `> ${overrideSentence(override)}`]
      if (!line.startsWith('Plan ')) return [line]
      const sentences = earningSentences(readPlan(line.slice(5)), {
        ...definition,
        certifications: [{ id: 'soc', name: 'Security operations', courses: [] }],
      })
      return [line, ...sentences.map((sentence) => `> ${sentence}`)]
    })

const LEDGER = '| Posted | Who | Kind | Amount | Payable from | Explanation |'

export function readStories(text: string): Told[] {
  const [, ...parts] = text.split(/^(?=## )/m)
  return parts.map((part) => {
    const cut = part.indexOf(LEDGER)
    const head = (cut < 0 ? part : part.slice(0, cut)).trimEnd()
    const lines = head.split('\n')
    const value = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
    const overrideText = value('Override')?.replaceAll('`', '')
    const override = overrideText ? (JSON.parse(overrideText) as OverrideTerms) : undefined
    const steps = lines
      .filter((line) => /^\| \d/.test(line))
      .map((line) => {
        const [, day = '', words = ''] = line.split('|')
        return { at: readDay(day), words: words.trim() }
      })
    return {
      title: (lines[0] ?? '').replace(/^## /, ''),
      plans: lines.filter((line) => line.startsWith('Plan ')).map((line) => readPlan(line.slice(5))),
      override,
      holdDays: Number(value('Hold')?.split(' ')[0] ?? 30),
      steps,
      head: withTerms(lines, override).join('\n'),
      ledger: cut < 0 ? '' : part.slice(cut).trim(),
    }
  })
}

export const ledgerHead = [LEDGER, '|---|---|---|---:|---|---|']
