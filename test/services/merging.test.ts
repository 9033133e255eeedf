/** An application whose mail address turns out to be a partner's: everything of it becomes the partner's. */
import { expect } from 'vitest'
import { applyAsPartner, confirmPartner } from '../../server/services/partners.ts'
import type { Person, Story } from '../support/story.ts'
import { scenarios } from './scenarios.ts'

async function applied(story: Story, email: string): Promise<Person> {
  const { services, run } = story.world
  const link = await run((trx, program) => applyAsPartner(services, trx, program, { email, planId: 'refer' }))
  return { id: link.partner_id, name: 'applicant', linkKey: link.key, code: link.code }
}

const confirm = (story: Story, applicant: Person) =>
  story.world.run((trx, program) => confirmPartner(story.world.services, trx, program, applicant.id))

scenarios('a confirmed application', {
  'of a new address is a partner, with what it earned in the meantime': async (story) => {
    const applicant = await applied(story, 'new@agency.example')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(applicant) })
    const partner = await confirm(story, applicant)
    expect(partner).toMatchObject({ id: applicant.id, status: 'active' })
    expect(await story.earned()).toEqual({ [`${applicant.id} s1`]: 2_000 })
  },
  'of a partner’s address moves link, customers and money to the partner’s own plan': async (story) => {
    const mara = await story.partner('Mara', 'stay', 'mara@agency.example')
    const applicant = await applied(story, ' Mara@Agency.example')
    await story.sale('s1', 'kim', 10_000, { clickId: story.click(applicant) })
    await story.sale('s2', null, 10_000, { clickId: story.click(applicant) })
    expect((await confirm(story, applicant)).id).toBe(mara.id)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara s2': 1_000 })
    story.on(1)
    await story.sale('s3', 'lou', 10_000, { code: applicant.code })
    expect(await story.earned()).toMatchObject({ 'Mara s3': 1_000 })
    expect((await confirm(story, applicant)).id).toBe(mara.id)
  },
  'brings its coupons along': async (story) => {
    await story.partner('Mara', 'stay', 'mara@agency.example')
    const applicant = await applied(story, 'mara@agency.example')
    await story.coupon(applicant, 'SAVE10')
    await story.sale('s1', 'kim', 10_000, { coupon: 'SAVE10' })
    await confirm(story, applicant)
    await story.sale('s2', 'lou', 10_000, { coupon: 'SAVE10' })
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000, 'Mara s2': 1_000 })
  },
  'brings the customers along that the vendor gave it by hand': async (story) => {
    await story.partner('Mara', 'stay', 'mara@agency.example')
    const applicant = await applied(story, 'mara@agency.example')
    await story.signUp('kim')
    await story.decide('kim', applicant)
    await story.sale('s1', 'kim', 10_000)
    await confirm(story, applicant)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
  },
  'brings a sale along that earns nothing now but may again': async (story) => {
    await story.partner('Mara', 'stay', 'mara@agency.example')
    const applicant = await applied(story, 'mara@agency.example')
    const { reversal } = await story.dispute('s1', 10_000, 'lost')
    await story.sale('s1', null, 10_000, { clickId: story.click(applicant) })
    await confirm(story, applicant)
    await story.dispute('s1', 10_000, 'won', reversal.occurred_at + 1)
    expect(await story.earned()).toEqual({ 'Mara s1': 1_000 })
  },
})
