import { describe, expect, test } from 'vitest'
import { remembered } from '../../server/services/remembered.ts'

/** Counts what is asked. */
function counting() {
  const asked: string[] = []
  const answer = remembered((text) => {
    asked.push(text)
    return text === 'nobody' ? null : text.toUpperCase()
  })
  return { asked, answer }
}

describe('what strangers say again and again', () => {
  test('is looked into once, also when nothing is found', () => {
    const { asked, answer } = counting()
    expect(['a', 'b', 'a', 'nobody', 'nobody', 'b'].map(answer)).toEqual(['A', 'B', 'A', null, null, 'B'])
    expect(asked).toEqual(['a', 'b', 'nobody'])
  })

  test('is not kept when it is long', () => {
    const { asked, answer } = counting()
    const long = 'x'.repeat(501)
    expect([answer(long), answer(long)]).toEqual([long.toUpperCase(), long.toUpperCase()])
    expect(asked).toHaveLength(2)
  })

  test('is forgotten when there is too much of it', () => {
    const { asked, answer } = counting()
    for (let n = 0; n <= 2_000; n++) answer(`visitor ${n}`)
    expect(answer('visitor 2000')).toBe('VISITOR 2000')
    expect(asked).toHaveLength(2_001)
    expect(answer('visitor 0')).toBe('VISITOR 0')
    expect(asked).toHaveLength(2_002)
  })
})
