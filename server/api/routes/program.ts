/** The public terms, and the definition behind them. */
import { z } from '@hono/zod-openapi'
import { changesBetween } from '../../core/diff.ts'
import { lint } from '../../core/lint.ts'
import { checkDefinition } from '../../core/program.ts'
import { overrideSentence, planSentences } from '../../core/terms.ts'
import type { ProgramDefinition } from '../../core/types.ts'
import { Problem } from '../../services/problem.ts'
import {
  definitionVersions,
  loadProgram,
  type Program,
  planVersions,
  type Reader,
} from '../../services/programs.ts'
import {
  applyDefinition,
  type Draft,
  draftOf,
  type PublishOptions,
  waitingChanges,
} from '../../services/publish.ts'
import type { AppOptions } from '../app.ts'
import {
  attributionRule,
  Certification,
  Course,
  Definition,
  definitionIn,
  OverrideTerms,
  PriceSheet,
  planKind,
  Rule,
} from '../definition.ts'
import { iso } from '../present.ts'
import { type Route, route } from '../route.ts'
import { amountOut, time, timeOut } from '../schemas.ts'

export const ProgramBody = z
  .object({
    id: z.string(),
    name: z.string(),
    mode: z.enum(['live', 'test']),
    website: z.string(),
    allowedOrigins: z.array(z.string()),
    currencies: z.array(z.string()),
    attribution: attributionRule,
    holdDays: z.int(),
    minimumPayout: z.record(z.string(), amountOut),
    payoutDay: z.int(),
    plans: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: planKind,
        version: z.int(),
        holdDays: z.int(),
        terms: z.array(z.string()),
        rules: z.array(Rule),
        prices: PriceSheet.optional(),
      }),
    ),
    noticeDays: z.int(),
    courses: z.array(Course).optional(),
    certifications: z.array(Certification).optional(),
    override: OverrideTerms.extend({ terms: z.string() })
      .optional()
      .openapi({ description: 'What a distributor earns on the partners it recruited.' }),
    agreement: z.object({ version: z.string(), text: z.string() }).optional(),
    upcoming: z
      .object({ effectiveAt: timeOut, changes: z.array(z.string()) })
      .nullable()
      .openapi({ description: 'What was published for a later date.' }),
  })
  .openapi('Program')

export async function presentProgram(reader: Reader, program: Program) {
  const { definition } = program
  const { override } = definition
  const versions = await planVersions(reader, program.id, program.now)
  const upcoming = program.nextAt === null ? null : await waitingChanges(reader, program)
  return {
    id: program.id,
    name: definition.name,
    mode: program.mode,
    website: definition.website,
    allowedOrigins: definition.allowedOrigins,
    currencies: definition.currencies,
    attribution: definition.attribution,
    holdDays: definition.holdDays,
    minimumPayout: definition.minimumPayout,
    payoutDay: definition.payoutDay,
    plans: definition.plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      kind: plan.kind,
      version: versions.get(plan.id) ?? 1,
      holdDays: definition.holdDays,
      terms: planSentences(plan, definition),
      rules: plan.rules,
      ...(plan.prices ? { prices: plan.prices } : {}),
    })),
    noticeDays: definition.noticeDays ?? 0,
    ...(definition.courses ? { courses: definition.courses } : {}),
    ...(definition.certifications ? { certifications: definition.certifications } : {}),
    ...(override ? { override: { ...override, terms: overrideSentence(override) } } : {}),
    ...(definition.agreement ? { agreement: definition.agreement } : {}),
    upcoming: upcoming && { effectiveAt: iso(upcoming.at), changes: upcoming.changes },
  }
}

const when = z.strictObject({
  effectiveAt: time.optional().openapi({
    description: 'A later moment than the notice asks for; the whole definition waits until then.',
  }),
})

const Change = z
  .object({
    text: z.string(),
    effectiveAt: timeOut,
    terms: z.boolean().openapi({ description: 'Changes what partners are promised.' }),
  })
  .openapi('ProgramChange')

const Diff = z
  .object({
    changes: z.array(Change),
    told: z.int().openapi({ description: 'How many partners get a mail about it.' }),
    effectiveAt: timeOut
      .nullable()
      .openapi({ description: 'When all of it counts; null when nothing changes.' }),
  })
  .openapi('ProgramDiff')

const Version = z
  .object({
    version: z.int(),
    publishedAt: timeOut,
    effectiveAt: timeOut,
    changes: z.array(z.string()).openapi({ description: 'Against the version before it.' }),
    definition: Definition,
  })
  .openapi('ProgramVersion')

const Finding = z
  .object({
    kind: z.enum(['error', 'hint']),
    path: z.string(),
    what: z.string(),
    why: z.string().openapi({ description: 'Why a partner trips over it.' }),
    advice: z.string(),
  })
  .openapi('LintFinding')

export type PresentedDiff = ReturnType<typeof presentDraft>

export function presentDraft({ steps, changes, told }: Draft) {
  const last = steps.at(-1)
  return {
    changes: changes.map(({ text, at, terms }) => ({ text, effectiveAt: iso(at), terms })),
    told: told.length,
    effectiveAt: last ? iso(last.at) : null,
  }
}

const optionsOf = ({ effectiveAt }: z.output<typeof when>): PublishOptions =>
  effectiveAt === undefined ? {} : { effectiveAt: Date.parse(effectiveAt) }

const checked = (body: z.output<typeof Definition>): ProgramDefinition => {
  const definition = definitionIn(body)
  const errors = checkDefinition(definition)
  if (errors.length > 0) throw new Problem('validation_failed', { errors })
  return definition
}

export const programRoutes = ({ recorder, mailQueued }: AppOptions): Route[] => [
  route(
    {
      method: 'get',
      path: '/v1/program',
      tag: 'Program',
      summary: 'The public terms',
      description:
        'Plans in data and in plain sentences, written by the software from the same rules it pays by.',
      credentials: ['pk', 'sk', 'pt', 'session'],
      replies: { 200: { description: 'The program in force.', schema: ProgramBody } },
    },
    async ({ services, program }) => ({
      status: 200,
      body: await presentProgram(services.store.db, program),
    }),
  ),
  route(
    {
      method: 'put',
      path: '/v1/program',
      tag: 'Program',
      summary: 'Publish the program',
      description:
        'Counts for new customers; every customer keeps the terms it was bound under. What adds or corrects counts at once; changed terms wait for `noticeDays`, get a new version of their plans, and are told to the partners on them.',
      credentials: ['sk'],
      query: when,
      body: Definition,
      replies: { 200: { description: 'The program as it now is.', schema: ProgramBody } },
    },
    async ({ services, program, body, query, transact }) => {
      const definition = definitionIn(body)
      const reply = await transact(async (trx, program) => {
        await applyDefinition(services, trx, program, definition, optionsOf(query))
        const now = await loadProgram(trx, services.clock, program.id)
        return { status: 200, body: await presentProgram(trx, now) }
      })
      recorder.forgetLinks({ programId: program.id })
      mailQueued()
      return reply
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/program/diff',
      tag: 'Program',
      summary: 'What publishing would change',
      description: 'In plain words, with the date of each change. Nothing is stored.',
      credentials: ['sk'],
      query: when,
      body: Definition,
      replies: { 200: { description: 'Empty when nothing would change.', schema: Diff } },
    },
    async ({ services, program, body, query }) => {
      const draft = await draftOf(services.store.db, program, checked(body), optionsOf(query))
      return { status: 200, body: presentDraft(draft) }
    },
  ),
  route(
    {
      method: 'post',
      path: '/v1/program/lint',
      tag: 'Program',
      summary: 'What a partner would not understand',
      description:
        'Reads a program through as a partner would. Nothing is stored and nothing refused for it.',
      credentials: ['sk'],
      body: Definition,
      replies: { 200: { description: 'Errors first.', schema: z.object({ findings: z.array(Finding) }) } },
    },
    async ({ body }) => ({ status: 200, body: { findings: lint(checked(body)) } }),
  ),
  route(
    {
      method: 'get',
      path: '/v1/program/versions',
      tag: 'Program',
      summary: 'Every version that was published',
      credentials: ['sk'],
      replies: {
        200: {
          description:
            'Newest first; one whose effectiveAt lies ahead is waiting, unless a newer one replaced it.',
          schema: z.object({ data: z.array(Version), nextCursor: z.null() }),
        },
      },
    },
    async ({ services, program }) => {
      const versions = await definitionVersions(services.store.db, program.id)
      const data = versions.map(({ version, definition, effectiveAt, publishedAt }, index) => {
        const before = versions[index + 1]?.definition
        return {
          version,
          publishedAt: iso(publishedAt),
          effectiveAt: iso(effectiveAt),
          changes: before ? changesBetween(before, definition).map(({ text }) => text) : [],
          definition,
        }
      })
      return { status: 200, body: { data, nextCursor: null } }
    },
  ),
]
