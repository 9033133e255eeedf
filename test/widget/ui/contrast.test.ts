/** Contrast is computed, not hoped for: our own tokens in both schemes, and any accent that a host may set. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrast, luminanceOfOklch } from '../support/colour.ts'

const css = readFileSync('widget/ui/tokens.css', 'utf8')

function tokens(selector: string): Record<string, number> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  const found: Record<string, number> = {}
  for (const [, name, l, c, h] of block.matchAll(
    /--_([\w-]+):[^;]*?oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)\)?;/g,
  )) {
    found[name ?? ''] = luminanceOfOklch(Number(l), Number(c), Number(h))
  }
  return found
}

describe.each([
  ['light', '\n  .gw'],
  ['dark', '\n    .gw.dark'],
])('our own colours, %s', (_, selector) => {
  const colours = tokens(selector)
  const ratio = (one: string, other: string): number => contrast(colours[one] ?? NaN, colours[other] ?? NaN)

  test.each(['text', 'muted', 'good', 'wait', 'stop'])('%s reads on page and surface', (name) => {
    expect(ratio(name, 'bg')).toBeGreaterThanOrEqual(4.5)
    expect(ratio(name, 'surface')).toBeGreaterThanOrEqual(4.5)
  })

  test('text reads on the accent also where relative colours are missing', () => {
    expect(ratio('accent-text', 'accent')).toBeGreaterThanOrEqual(4.5)
  })

  test('what can be filled in, and the bars, stand out from the surface', () => {
    expect(ratio('edge', 'surface')).toBeGreaterThanOrEqual(3)
    expect(ratio('accent', 'surface')).toBeGreaterThanOrEqual(3)
  })
})

describe('text on an accent that the host chose', () => {
  // The very expression that the browser gets, with its channels as parameters.
  const rule = /--_white: (clamp\([^;]+\));/.exec(css)?.[1] ?? ''
  const white = new Function('clamp', 'r', 'g', 'b', `return ${rule}`) as (
    clamp: (low: number, value: number, high: number) => number,
    ...linearChannels: [number, number, number]
  ) => number
  const whiteOn = (accent: [number, number, number]): number =>
    white((low, value, high) => Math.min(high, Math.max(low, value)), ...accent)
  const shown = (accent: [number, number, number]): number => {
    const [r = 0, g = 0, b = 0] = accent.map((channel) => Math.min(1, Math.max(0, channel)))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  test('is white on dark and black on light', () => {
    expect(whiteOn([0, 0, 0])).toBe(1)
    expect(whiteOn([1, 1, 1])).toBe(0)
    expect(css).toContain('color(from var(--_accent) srgb-linear var(--_white) var(--_white) var(--_white))')
  })

  // Beyond 0 to 1 are the accents that an sRGB screen cannot show and clips.
  const channel = fc.double({ min: -0.5, max: 1.5, noNaN: true })

  test('reads at 4.5:1 whatever the accent', () => {
    fc.assert(
      fc.property(fc.tuple(channel, channel, channel), (accent) => {
        expect(contrast(shown(accent), whiteOn(accent))).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 5000 },
    )
  })

  test('also right at the change from white to black', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.17, max: 0.19, noNaN: true }), (grey) => {
        expect(contrast(grey, whiteOn([grey, grey, grey]))).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })
})
