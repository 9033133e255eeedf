/** The partners of the made-up vendor. Enrolling them again finds the same ones. */
import type { Goodword, Partner } from 'goodword/node'
import { planOf } from './program.ts'

export type { Partner }

/** Jo's checkout code. */
export const COUPON = 'JO15'

const enrolled = {
  jo: { email: 'jo@lindqvist.example', name: 'Jo Lindqvist', planId: planOf.create },
  mara: { email: 'mara@ito-consulting.example', name: 'Mara Ito', planId: planOf.refer },
  harbour: { email: 'partners@harbour-it.example', name: 'Harbour IT Services', planId: planOf.stay },
  kestrel: { email: 'hello@studio-kestrel.example', name: 'Studio Kestrel', planId: planOf.refer },
  ada: { email: 'ada@nightshift-notes.example', name: 'Ada Brandt', planId: planOf.create },
}

export type Name = keyof typeof enrolled
export type People = Record<Name, Partner>

export async function enrol(goodword: Goodword): Promise<People> {
  const people = {} as People
  for (const [name, partner] of Object.entries(enrolled)) {
    people[name as Name] = await goodword.partners.create(partner)
  }
  await goodword.coupons.create({ partnerId: people.jo.id, code: COUPON })
  return people
}
