import fc from 'fast-check'
import { expect, test } from 'vitest'
import { framingScore, type LeadFields } from '../../../sdk/rules/framing.ts'

const full: LeadFields = {
  company: 'Client GmbH',
  domain: 'client.example',
  contact: { name: 'Kim Sol', email: 'kim@client.example', role: 'Head of IT' },
  need: 'Their on-call rota lives in a spreadsheet and two incidents were missed.',
  timing: 'this_quarter',
  introduction: 'expects_your_call',
  budget: '10k_50k',
  decides: 'yes',
  successMeasure: 'No missed page in a quarter',
  nextStep: 'A call on Tuesday',
  companySize: 80,
  growthPercent: 45,
}

test('a lead with everything scores 100 and misses nothing', () => {
  expect(framingScore(full)).toEqual({ score: 100, missing: [] })
})

test('an empty lead scores 0 and is first asked for the need', () => {
  const { score, missing } = framingScore({})
  expect(score).toBe(0)
  expect(missing.map((gap) => gap.field).slice(0, 2)).toEqual(['need', 'introduction'])
  expect(missing.map((gap) => gap.gain)).toEqual(missing.map((gap) => gap.gain).sort((a, b) => b - a))
})

test.each<[string, LeadFields, string, number]>([
  ['no next step', { ...full, nextStep: ' ' }, 'nextStep', 5],
  ['a need of a few words', { ...full, need: 'A better rota' }, 'need', 10],
  ['a need of blanks', { ...full, need: ' '.repeat(60) }, 'need', 20],
  ['a need stretched by blanks', { ...full, need: `a${' '.repeat(60)}b` }, 'need', 20],
  ['a need just short', { ...full, need: 'x'.repeat(39) }, 'need', 10],
  ['timing unknown', { ...full, timing: 'unknown' }, 'timing', 10],
  ['a prospect who was not told', { ...full, introduction: 'not_yet_told' }, 'introduction', 14],
  ['a prospect who may be called', { ...full, introduction: 'knows_we_may_call' }, 'introduction', 7],
  ['a contact who does not decide', { ...full, decides: 'no' }, 'decides', 4],
  ['no role', { ...full, contact: { name: 'Kim', email: 'k@c.example' } }, 'contact.role', 4],
  ['a size that is no number', { ...full, companySize: Number.NaN }, 'companySize', 3],
])('%s costs its points and says why', (_, lead, field, gain) => {
  const { score, missing } = framingScore(lead)
  expect(missing).toMatchObject([{ field, gain, why: expect.stringMatching(/\S{2}.*\.$/) }])
  expect(score).toBe(100 - gain)
})

test('"later" and shrinking are knowledge too', () => {
  expect(framingScore({ ...full, timing: 'later', budget: 'under_10k', growthPercent: -20 }).score).toBe(100)
})

test('whatever is known, score and gains add up to 100 and filling in never lowers the score', () => {
  const partly = fc.record(
    {
      company: fc.string(),
      domain: fc.string(),
      contact: fc.record({ name: fc.string(), email: fc.string(), role: fc.string() }, { requiredKeys: [] }),
      need: fc.string({ maxLength: 80 }),
      timing: fc.constantFrom('now', 'later', 'unknown'),
      introduction: fc.constantFrom('expects_your_call', 'knows_we_may_call', 'not_yet_told'),
      decides: fc.constantFrom('yes', 'shares', 'no', 'unknown'),
      companySize: fc.integer(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(partly, (lead) => {
      const { score, missing } = framingScore(lead as LeadFields)
      expect(score + missing.reduce((sum, gap) => sum + gap.gain, 0)).toBe(100)
      expect(Number.isInteger(score) && score >= 0 && missing.every((gap) => gap.gain > 0)).toBe(true)
      expect(framingScore({ ...(lead as LeadFields), nextStep: 'Call' }).score).toBeGreaterThanOrEqual(score)
    }),
  )
})
