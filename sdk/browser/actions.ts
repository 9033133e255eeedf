/**
 * What a page asks for rather than what happens by itself: making a link,
 * registering a lead. Few visits come to that, so the script tag loads it apart.
 */
import { normaliseCode } from '../rules/codes.ts'
import { type Ask, failed } from './ask.ts'
import type { Failed, Goodword, LeadReceipt, NewLead } from './types.ts'

export interface Actor {
  ask: Ask
  client: Goodword
}

/** The program's origins. Which sites are its own is for the server to say, not for the page. */
export const learnOrigins = (ask: Ask) => ask<{ allowedOrigins: string[] }>('program', 'allowedOrigins')

/** The address with what a visitor came with. One that has a click id keeps it. */
export function carry(url: URL, clickIds: readonly string[], code: string | null): string {
  if (clickIds[0] && !/[?&]gw=/.test(url.search)) {
    url.search += `${url.search && '&'}gw=${clickIds.join('.')}${code ? `&via=${code}` : ''}`
  }
  return url.href
}

export async function link({ ask, client }: Actor, to: string): Promise<{ url: string } | Failed> {
  const short = normaliseCode(to)
  if (short) return { url: new URL(`/r/${short}`, client.config.server).href }
  const answer = await learnOrigins(ask)
  if ('error' in answer) return answer
  const base = globalThis.document?.baseURI
  const url = URL.canParse(to, base) && new URL(to, base)
  if (!url || !answer.allowedOrigins.includes(url.origin)) {
    return failed('destination_not_allowed', "Use an address on one of the program's origins.")
  }
  return { url: carry(url, await client.getClickIds(), await client.getCode()) }
}

export async function lead({ ask, client }: Actor, fields: NewLead): Promise<LeadReceipt | Failed> {
  const code = (await client.getCode()) ?? undefined
  return ask<LeadReceipt>('leads', 'id', JSON.stringify({ code, ...fields }))
}
