/** The small shared parts: words, dates, layout of bars, errors sorted to their fields. */
import { render } from 'preact'
import { afterEach, describe, expect, test } from 'vitest'
import { Chart, chartStrings, layOut } from '../../../widget/ui/chart.tsx'
import { dayAndMonth, writtenDate } from '../../../widget/ui/dates.ts'
import { checkControl, sortErrors } from '../../../widget/ui/form.ts'
import { isDark } from '../../../widget/ui/scheme.ts'
import { Status } from '../../../widget/ui/status.tsx'
import { counted, fill, sharedStrings } from '../../../widget/ui/strings.ts'
import { styled } from '../support/page.ts'

afterEach(() => document.body.replaceChildren())

describe('words', () => {
  test('values are put in, unknown names stay visible', () => {
    expect(fill('{n} of {max}, {other}', { n: 3, max: 5 })).toBe('3 of 5, {other}')
  })

  test('the form follows the language, not English', () => {
    const words = { x_one: '{n} klik', x_few: '{n} kliki', x_many: '{n} klików', x_other: '{n} klika' }
    expect([1, 2, 5].map((n) => counted(words, 'x', n, 'pl'))).toEqual(['1 klik', '2 kliki', '5 klików'])
  })

  test('a form that a translation left out falls back', () => {
    expect(counted({ x_other: '{n} clicks' }, 'x', 1)).toBe('1 clicks')
  })
})

describe('dates', () => {
  test('are written out, in UTC', () => {
    expect(writtenDate('2026-12-21T23:59:59.000Z')).toBe('21 December 2026')
    expect(writtenDate('2026-12-05')).toBe('5 December 2026')
    expect(dayAndMonth('2026-12-05')).toBe('5 December')
    expect(writtenDate('2026-12-21T00:00:00Z', 'de')).toBe('21. Dezember 2026')
  })

  test('what is no date is nothing, not "Invalid Date"', () => {
    expect(writtenDate('soon')).toBe('')
  })
})

test('dark only where the page allows it', () => {
  expect(isDark('normal', true)).toBe(false)
  expect(isDark('light', true)).toBe(false)
  expect(isDark('light dark', true)).toBe(true)
  expect(isDark('light dark', false)).toBe(false)
  expect(isDark('only dark', false)).toBe(true)
})

test('a status has a sign and a word', () => {
  render(<Status tone="wait" word="On its way" />, document.body)
  expect(document.body.textContent).toBe('On its way')
  expect(document.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
})

describe('bars', () => {
  test('start at zero and are as long as their value', () => {
    const [small, big, minus] = layOut([
      { day: '2026-11-01', value: 100 },
      { day: '2026-11-02', value: 400 },
      { day: '2026-11-03', value: -100 },
    ])
    expect(big?.height).toBeCloseTo(4 * (small?.height ?? 0))
    expect((small?.y ?? 0) + (small?.height ?? 0)).toBeCloseTo((big?.y ?? 0) + (big?.height ?? 0))
    expect(minus?.y).toBeCloseTo((big?.y ?? 0) + (big?.height ?? 0))
    expect(minus?.height).toBeCloseTo(small?.height ?? 0)
  })

  const chart = (values: number[]) =>
    render(
      <Chart
        days={values.map((value, index) => ({ day: `2026-11-0${index + 1}`, value }))}
        title="Clicks per day"
        summary="7 clicks."
        empty="No clicks in the last 30 days."
        format={String}
        words={chartStrings}
        lang="en"
      />,
      document.body,
    )

  test('the table has the same numbers and the right total, newest first', () => {
    chart([1, 0, 6])
    const rows = Array.from(document.querySelectorAll('tr')).map((row) => row.textContent)
    expect(rows).toEqual([
      'DayClicks per day',
      '3 November 20266',
      '2 November 20260',
      '1 November 20261',
      'Total7',
    ])
    expect(document.querySelectorAll('rect')).toHaveLength(3)
    expect(document.querySelector('text')?.textContent).toBe('6')
    expect(styled(document)).toBe(0)
  })

  test('an empty range says so', () => {
    chart([0, 0])
    expect(document.body.textContent).toBe('No clicks in the last 30 days.')
  })
})

describe('checking what was typed', () => {
  const check = (html: { type?: string; value: string; required?: boolean; min?: string; max?: string }) =>
    checkControl(Object.assign(document.createElement('input'), html), sharedStrings)

  test('in our own words', () => {
    expect(check({ required: true, value: '' })).toBe('Fill this in.')
    expect(check({ required: true, value: '   ' })).toBe('Fill this in.')
    expect(check({ type: 'email', value: 'kim' })).toMatch(/e-mail address/)
    expect(check({ type: 'url', value: 'acme' })).toMatch(/https/)
    expect(check({ type: 'number', min: '1', max: '9', value: '12' })).toBe(
      'Enter a whole number from 1 to 9.',
    )
    expect(check({ type: 'email', value: 'kim@client.example' })).toBe('')
  })

  test('errors find their field, the first one wins, and none is lost', () => {
    expect(
      sortErrors(
        [
          { path: 'contact.email', message: 'first' },
          { path: 'contact.email', message: 'second' },
          { path: 'code', message: 'unknown code' },
        ],
        ['contact.email'],
      ),
    ).toEqual({ fields: { 'contact.email': 'first' }, rest: ['unknown code'] })
  })
})
