/** What a mail about changed terms says: the difference between two published definitions, for one partner. */
import { changesBetween, changesFor } from '../core/diff.ts'
import { writtenDate } from '../core/time.ts'
import type { MailOrder } from './outbox.ts'
import { definitionVersions, type Program, type Reader } from './programs.ts'

/** @returns undefined when the versions are gone with a reset of the twin. */
export async function termsChange(
  reader: Reader,
  program: Pick<Program, 'id'>,
  { fromVersion, toVersion, planId, recruits }: MailOrder & { template: 'terms' },
): Promise<{ changes: string[]; from?: string } | undefined> {
  const versions = await definitionVersions(reader, program.id)
  const find = (version: number) => versions.find((one) => one.version === version)
  const [old, next] = [find(fromVersion), find(toVersion)]
  if (!old || !next) return undefined
  const changes = changesFor(changesBetween(old.definition, next.definition), { planId, recruits })
  return {
    changes,
    from: next.effectiveAt > next.publishedAt ? writtenDate(next.effectiveAt) : undefined,
  }
}
