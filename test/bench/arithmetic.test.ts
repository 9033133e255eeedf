/** Numbers that steer decisions must not be wrong by the ruler's fault. */
import { describe, expect, test } from 'vitest'
import { cpuTicksOf, median, medianRatio, percentile } from './arithmetic.ts'

describe('the arithmetic of the benchmark', () => {
  test('the median is the middle one, or the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([10, 9, 1, 4])).toBe(6.5)
    expect(median([])).toBeNaN()
  })

  test('a percentile is one of the values', () => {
    const values = Array.from({ length: 1000 }, (_, index) => 1000 - index)
    expect(percentile(values, 0.5)).toBe(500)
    expect(percentile(values, 0.99)).toBe(990)
    expect(percentile(values, 0.999)).toBe(999)
    expect(percentile(values, 1)).toBe(1000)
    expect(percentile([7], 0.999)).toBe(7)
  })

  test('ratios are taken round by round, so that a slow round counts no more than another', () => {
    expect(medianRatio([50, 5, 60], [100, 10, 100])).toBe(0.5)
    // The ratio of the medians would be 1.
    expect(medianRatio([10, 20, 30], [20, 10, 60])).toBe(0.5)
  })

  test('CPU time is read behind a process name with brackets and spaces', () => {
    const fields = ['S', '42', ...Array.from({ length: 9 }, () => '7'), '100', '20', '3', '1', '20', '0']
    expect(cpuTicksOf(`17 (a) b (c) ${fields.join(' ')}`)).toEqual({ own: 120, withEnded: 124, parent: 42 })
  })
})
