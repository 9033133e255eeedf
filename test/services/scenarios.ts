/** Runs each scenario of a table on a database of its own, on both engines, and checks the books at its end. */
import { afterAll, describe, expect, test } from 'vitest'
import type { ProgramDefinition } from '../../server/core/types.ts'
import { engines } from '../support/engines.ts'
import { postgresPool } from '../support/reusable.ts'
import { type Story, tellStory } from '../support/story.ts'

/** What is so, by the sentence that says it. */
export type Scenarios = Record<string, (story: Story) => Promise<void>>

// Making a database on PostgreSQL takes longer than most scenarios.
const postgres = postgresPool()
afterAll(() => postgres.close())

export function scenarios(title: string, table: Scenarios, program: Partial<ProgramDefinition> = {}): void {
  describe.each(engines)(`${title} on %s`, (engine) => {
    test.each(Object.entries(table))('%s', async (_sentence, happens) => {
      const story = await tellStory(
        engine,
        program,
        engine === 'postgres' ? await postgres.open() : undefined,
      )
      let findings: string[] = []
      try {
        await happens(story)
      } finally {
        findings = await story.end()
      }
      expect(findings).toEqual([])
    })
  })
}
