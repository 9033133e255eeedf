/** Links: a partner's tracked URLs. A code belongs to one link on the whole server, for ever. */
import { codeFromName, normaliseCode } from '../../sdk/rules/codes.ts'
import { isAllowedDestination } from '../../sdk/rules/origins.ts'
import type { LinkTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { tell } from './events.ts'
import { randomToken } from './keys.ts'
import { newestFirst, type Page, type PageRequest } from './paging.ts'
import { Problem } from './problem.ts'
import type { Program, Reader, Trx } from './programs.ts'

export type LinkRow = LinkTable

export interface NewLink {
  partnerId: string
  /** Default: the program's website. */
  destination?: string
  /** Asked for; without it one is made from `name`. */
  code?: string
  /** Where codes are made from. */
  name?: string
}

export async function createLink(
  services: Services,
  trx: Trx,
  program: Program,
  input: NewLink,
): Promise<LinkRow> {
  const link = await newLink(services, trx, program, input)
  const { id, partner_id: partnerId, code } = link
  await tell(services, trx, program, () => [{ type: 'link.created', data: { id, partnerId, code } }])
  return link
}

async function newLink(
  services: Pick<Services, 'ids'>,
  trx: Trx,
  program: Program,
  input: NewLink,
): Promise<LinkRow> {
  const destination = checkDestination(program, input.destination ?? program.definition.website)
  const row = {
    program_id: program.id,
    id: services.ids.make('lnk'),
    key: services.ids.bytes(6).readUIntBE(0, 6) % 2 ** 47,
    partner_id: input.partnerId,
    destination,
    disabled_at: null,
    created_at: program.now,
  }
  if (input.code !== undefined) {
    const code = normaliseCode(input.code)
    if (!code) {
      throw new Problem('validation_failed', {
        errors: [{ path: 'code', message: '2 to 64 letters, digits, hyphens or underscores.' }],
      })
    }
    const link = await insertLink(trx, { ...row, code })
    if (link) return link
    throw new Problem('code_taken', { more: { suggestions: await freeCodes(services, trx, code) } })
  }
  for (const code of candidates(services, input.name ?? '')) {
    const link = await insertLink(trx, { ...row, code })
    if (link) return link
  }
  throw new Error('no free code after trying random ones')
}

async function insertLink(trx: Trx, row: LinkRow): Promise<LinkRow | undefined> {
  return trx
    .insertInto('link')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** From the friendliest to one that nobody else can have. */
function candidates({ ids }: Pick<Services, 'ids'>, name: string): string[] {
  const named = codeFromName(name)
  const stem = named[0] ?? 'partner'
  const random = () => randomToken(ids, 6).toLowerCase()
  return [...named, ...[1, 2, 3].map(() => `${stem.slice(0, 50)}-${random()}`)]
}

async function freeCodes(services: Pick<Services, 'ids'>, trx: Trx, code: string): Promise<string[]> {
  const stem = code.slice(0, 50)
  const wanted = [
    `${stem}-2`,
    `${stem}-3`,
    `go-${stem}`,
    `${stem}-${randomToken(services.ids, 4).toLowerCase()}`,
  ]
  const taken = await trx.selectFrom('link').where('code', 'in', wanted).select('code').execute()
  const used = new Set(taken.map((row) => row.code))
  return wanted.filter((candidate) => !used.has(candidate)).slice(0, 3)
}

/** Returns the address as it will be used; refuses what lies outside the program's origins. */
function checkDestination(program: Program, destination: string): string {
  if (isAllowedDestination(destination, program.definition.allowedOrigins)) return new URL(destination).href
  throw new Problem('destination_not_allowed', {
    detail: `Links may lead to: ${program.definition.allowedOrigins.join(', ')}. Choose an address there, or add the origin to the program.`,
    errors: [{ path: 'destination', message: "Must be on one of the program's allowedOrigins." }],
  })
}

/** Newest first. */
export async function listLinks(
  services: Services,
  programId: string,
  partnerId: string,
  page: PageRequest,
): Promise<Page<LinkRow>> {
  const scope = `${programId} links ${partnerId}`
  const rows = services.store.db
    .selectFrom('link')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
  return newestFirst(services, scope, 'link', page, rows)
}

/** All of a partner's links, the first one first. */
export async function linksOf(reader: Reader, programId: string, partnerId: string): Promise<LinkRow[]> {
  return reader
    .selectFrom('link')
    .where('program_id', '=', programId)
    .where('partner_id', '=', partnerId)
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
