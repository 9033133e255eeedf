/** The files of a run: who may have them, what stands in them, and what comes back. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { type Answer, SK, startApp, type TestApp } from '../support/app.ts'
import { engines } from '../support/engines.ts'
import { pain001Rules } from '../support/pain001-rules.ts'
import { confirm, confirmationMailed, earnt, IBAN, papers, signedIn } from '../support/payouts.ts'

/** What the three files of one batch look like, for people to review. */
function golden(name: string, text: string): void {
  const file = new URL(`./payout-files/${name}`, import.meta.url)
  if (process.env.GOODWORD_UPDATE === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
}

/** Ids differ from run to run of the tests; in a golden file they have a name. */
function named(text: string, lines: { reference: string; name: string }[], runId: string): string {
  let result = text.replaceAll(`GW${runId.replace('run_', '')}`, 'GW<run>')
  for (const { reference, name } of lines) result = result.replaceAll(reference, `<reference of ${name}>`)
  return result
}

async function flaws(version: '03' | '09', xml: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'batch.xml', contents: xml }],
    schema: [{ fileName: 'rules.xsd', contents: pain001Rules(version) }],
  })
  return errors.map((error) => error.message)
}

describe.each(engines)('payout files on %s', (engine) => {
  let app: TestApp
  let finance: Awaited<ReturnType<typeof signedIn>>
  let runId: string
  let lines: { id: string; reference: string; name: string; partnerId: string }[]
  const partners: Record<string, object> = {
    'Zoë Müßig & Söhne': { method: 'bank', name: 'Zoë Müßig & Söhne', iban: 'de89 3704 0044 0532 0130 00' },
    'Łukasz Żółć': {
      method: 'bank',
      name: 'Łukasz Żółć',
      iban: 'PL61109010140000071219812874',
      bic: 'WBKPPLPP',
    },
    'Pay Pal': { method: 'paypal', email: 'pp@pay.example' },
    'Wanda Wise': { method: 'wise', email: 'wanda@wise.example' },
    '=Other, "Ltd"': { method: 'other', instructions: '+Cash, on Fridays' },
  }
  const file = (format: string, who: object = finance): Promise<Answer> =>
    app.get(`/v1/payouts/${runId}/file?format=${format}`, who)

  beforeEach(async () => {
    app = await startApp(engine)
    await app.call('PUT', '/v1/payer', {
      legalName: 'Acmé GmbH',
      address: 'Ring 1\n10115 Berlin',
      country: 'DE',
      taxId: 'DE111222333',
      iban: IBAN,
      bic: 'COBADEFFXXX',
    })
    const names = new Map<string, string>()
    for (const [n, [name, details]] of Object.entries(partners).entries()) {
      const partner = await earnt(app, `Partner ${'abcde'[n]}`, 123_450 + n)
      await papers(app, partner, details, name)
      names.set(partner.partnerId, name)
    }
    runId = (await app.post('/v1/payouts', {})).body.id
    lines = (await app.get(`/v1/payouts/${runId}`)).body.lines.map(
      (line: { id: string; reference: string; partnerId: string }) => ({
        ...line,
        name: names.get(line.partnerId) ?? '',
      }),
    )
    finance = await signedIn(app)
  })
  afterEach(() => app.close())

  test('they leave only for a finance person who confirmed within ten minutes', async () => {
    const withKey = await file('csv', { as: SK })
    expect([withKey.status, withKey.body.code, withKey.body.detail]).toEqual([
      403,
      'credential_not_allowed',
      'This route takes a session of the staff; it was called with the secret key (gw_sk_…).',
    ])
    expect((await file('csv', await signedIn(app, 'owner'))).body.code).toBe('role_not_allowed')
    expect((await file('csv')).body.code).toBe('confirmation_needed')
    await confirm(app, finance)
    const answer = await file('csv')
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="${runId}-csv.csv"`,
    ])
    app.clock.advance(10 * 60_000)
    expect((await file('csv')).body.code).toBe('confirmation_needed')
  })

  test('a confirmation opens only the session that asked for it, once', async () => {
    const other = await signedIn(app, 'finance', 'second@acme.example')
    await app.call('POST', '/v1/staff/confirm', undefined, finance)
    const token = await confirmationMailed(app)
    const spend = (who: object) => app.post('/v1/staff/confirmations', { token }, who)
    expect((await spend(other)).body.code).toBe('token_spent')
    expect((await spend(finance)).status).toBe(200)
    expect((await spend(finance)).body.code).toBe('token_spent')
    expect((await file('csv', other)).body.code).toBe('confirmation_needed')
  })

  test('a finance person added with the secret key waits 72 hours, and the others are told', async () => {
    const added = await app.post('/v1/staff', { email: 'new@acme.example', role: 'finance' })
    expect(added.status).toBe(201)
    await app.composed.sendMail()
    expect(app.mails.map((mail) => [mail.to, mail.subject])).toContainEqual([
      'finance@acme.example',
      'new@acme.example joined the staff of Acme Partners',
    ])
    const { status } = await app.post('/v1/staff/sign-in', { email: 'new@acme.example' }, { as: null })
    expect(status).toBe(202)
    await app.composed.sendMail()
    const token = /#sign-in=(\S+)/.exec(app.mails.at(-1)?.text ?? '')?.[1]
    const opened = await app.post(
      '/v1/staff/sessions',
      { token },
      { as: null, headers: { Origin: 'https://refer.acme.example' } },
    )
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const intruder = { ...finance, headers: { ...finance.headers, Cookie: cookie } }
    await confirm(app, intruder)
    expect((await file('csv', intruder)).body.code).toBe('files_not_yet')
  })

  test('the same batch twice is the same bytes, whatever happened since', async () => {
    await confirm(app, finance)
    const first = await Promise.all(['paypal', 'wise', 'sepa', 'sepa03', 'csv'].map((format) => file(format)))
    for (const { id } of lines) await app.post(`/v1/payouts/${runId}/lines/${id}`, { status: 'paid' })
    await app.call('PUT', '/v1/payer', { legalName: 'Other', address: 'x', country: 'DE', iban: IBAN })
    const [partner] = (await app.get('/v1/partners')).body.data
    await app.call('PATCH', `/v1/partners/${partner.id}`, { name: 'Renamed' })
    app.clock.advance(8 * 60_000)
    const second = await Promise.all(
      ['paypal', 'wise', 'sepa', 'sepa03', 'csv'].map((format) => file(format)),
    )
    expect(second.map((answer) => answer.text)).toEqual(first.map((answer) => answer.text))
    expect(first.every((answer) => answer.status === 200)).toBe(true)
  })

  test('the files of one batch', async () => {
    await confirm(app, finance)
    for (const [format, name] of [
      ['paypal', 'paypal.csv'],
      ['wise', 'wise.csv'],
      ['sepa', 'sepa.09.xml'],
      ['sepa03', 'sepa.03.xml'],
      ['csv', 'plain.csv'],
    ] as const) {
      // In the order of the partners' ids, which differs from engine to engine only by chance of the ids.
      golden(name, named((await file(format)).text, lines, runId))
    }
  })

  test('pain.001 keeps the rules of both versions, and a broken one is found', async () => {
    await confirm(app, finance)
    for (const [format, version] of [
      ['sepa', '09'],
      ['sepa03', '03'],
    ] as const) {
      const { text } = await file(format)
      expect(await flaws(version, text)).toEqual([])
      expect(text).toContain('<NbOfTxs>2</NbOfTxs>')
      expect(text).toContain('<CtrlSum>2469.01</CtrlSum>')
      expect(text.startsWith('\ufeff')).toBe(false)
      for (const [from, to] of [
        ['Zoe Muessig', 'Zoë Muessig'],
        ['<ChrgBr>SLEV</ChrgBr>', ''],
        ['1234.50', '1234.5'],
        ['<PmtMtd>TRF', '<PmtMtd>CHK'],
        ['Ccy="EUR"', 'Ccy="USD"'],
      ] as const) {
        expect(text).toContain(from)
        expect(await flaws(version, text.replace(from, to))).not.toEqual([])
      }
    }
  })

  test('a name that a bank file cannot carry is refused, with what to change', async () => {
    const yulia = await earnt(app, 'Yulia', 2_000)
    await papers(app, yulia, { method: 'bank', name: 'Юлия', iban: IBAN })
    const run = (await app.post('/v1/payouts', {})).body
    await confirm(app, finance)
    const refused = await app.get(`/v1/payouts/${run.id}/file?format=sepa`, finance)
    expect([refused.status, refused.body.code]).toEqual([422, 'file_not_possible'])
    expect(refused.body.errors).toHaveLength(1)
    expect(refused.body.errors[0].message).toContain('"Ю", "л", "и", "я", which a bank file cannot carry')
    expect((await app.get(`/v1/payouts/${run.id}/file?format=wise`, finance)).body.errors[0].path).toBe(
      'format',
    )
  })

  test('results come back: PayPal, Wise, pain.002 and by hand; twice is once', async () => {
    const reference = (name: string) => lines.find((line) => line.name === name)?.reference ?? ''
    const results = async (format: string, content: string) =>
      (await app.post(`/v1/payouts/${runId}/results`, { format, content })).body
    const paypal = `Recipient,Transaction ID,Unique ID,Transaction Status,Error\npp@pay.example,TX1,${reference('Pay Pal')},Completed,\nx,TX2,NOBODY,Completed,\n`
    expect(await results('paypal', paypal)).toEqual({
      paid: 1,
      failed: 0,
      unchanged: 0,
      waiting: [],
      unknown: ['NOBODY'],
      refused: [],
    })
    expect(await results('paypal', paypal)).toMatchObject({ paid: 0, unchanged: 1, unknown: ['NOBODY'] })
    const wise = `ID;Payment Reference;Status\n77;${reference('Wanda Wise')};processing\n`
    expect(await results('wise', wise)).toMatchObject({
      waiting: [{ reference: reference('Wanda Wise'), said: 'processing' }],
    })
    const other = reference('=Other, "Ltd"')
    const hand = `reference,status,bankReference,reason\n${other},failed,,Nobody at home\n`
    expect(await results('csv', hand)).toMatchObject({ failed: 1 })
    expect(await results('csv', hand.replace('failed', 'paid'))).toMatchObject({
      refused: [{ reference: other, why: expect.stringContaining('free for the next run') }],
    })
    const status = (name: string, code: string, more = '') =>
      `<TxInfAndSts><OrgnlEndToEndId>${reference(name)}</OrgnlEndToEndId><TxSts>${code}</TxSts>${more}</TxInfAndSts>`
    const reason = '<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Closed account</AddtlInf></StsRsnInf>'
    const report = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
      <OrgnlGrpInfAndSts><OrgnlMsgId>GW${runId.replace('run_', '')}</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>
      ${status('Zoë Müßig & Söhne', 'ACSC')}${status('Łukasz Żółć', 'RJCT', reason)}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`
    expect(await results('pain002', report)).toMatchObject({ paid: 1, failed: 1 })
    expect(await results('pain002', report)).toMatchObject({ paid: 0, failed: 0, unchanged: 2 })
    const now = (await app.get(`/v1/payouts/${runId}`)).body
    const failed = now.lines.find(
      (line: { reference: string }) => line.reference === reference('Łukasz Żółć'),
    )
    expect([failed.status, failed.failure]).toEqual(['failed', 'AC04: Closed account'])
    expect((await results('pain002', report.replace('GW', 'XX'))).code).toBe('results_unreadable')
    expect((await results('csv', 'a,b\n1,2\n')).code).toBe('results_unreadable')
    expect(
      (await results('pain002', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')).code,
    ).toBe('results_unreadable')
  })

  test('details stay secret: never in clear in the database, an answer, a log or the mail queue', async () => {
    const { db } = app.composed.services.store
    // Said wrongly, sent by mail and taken as files, so that every way into a log has been tried.
    const { token } = (await app.post('/v1/tokens', { partnerId: lines[0]?.partnerId })).body
    const mistyped = { method: 'bank', name: 'Zoë', iban: 'DE89370400440532013001' }
    const refused = await app.call('PUT', '/v1/me/payout-details', mistyped, { as: token })
    expect([refused.status, refused.text]).toEqual([422, expect.not.stringContaining('0532013001')])
    await app.composed.sendMail()
    await confirm(app, finance)
    expect((await file('csv')).text).toContain('DE89370400440532013000')
    const dump = JSON.stringify([
      app.logged,
      await db.selectFrom('payout').selectAll().execute(),
      await db.selectFrom('payout_detail').selectAll().execute(),
      await db.selectFrom('outbox').selectAll().execute(),
      (await app.get(`/v1/payouts/${runId}`)).text,
      (await app.post('/v1/payouts', { dryRun: true })).text,
    ])
    const written = app.logged.filter(
      (line) => line.includes('PUT') && line.includes('/v1/me/payout-details'),
    )
    expect(written).toHaveLength(Object.keys(partners).length + 1)
    expect(app.logged.join()).toContain('/v1/payouts/{id}/file')
    for (const secret of [
      '0532013000',
      '0532013001',
      '1219812874',
      'pp@pay.example',
      'wanda@wise.example',
      'Fridays',
    ]) {
      expect(dump).not.toContain(secret)
    }
    expect(dump).toContain('DE… 3000')
  })

  test('a change is told to the partner, the old place and the new one', async () => {
    const partner = await earnt(app, 'Changing Chris', 2_000)
    await papers(app, partner, { method: 'paypal', email: 'old@pay.example' })
    await app.composed.sendMail()
    app.mails.splice(0)
    const details = { method: 'paypal', email: 'new@pay.example' }
    const put = () => app.call('PUT', '/v1/me/payout-details', details, { as: partner.token })
    expect((await put()).body).toMatchObject({
      hint: 'n…@pay.example',
      usableFrom: '2026-11-24T10:00:00.000Z',
    })
    await put()
    await app.composed.sendMail()
    expect(app.mails.map((mail) => mail.to).sort()).toEqual([
      'changing-chris@agency.example',
      'new@pay.example',
      'old@pay.example',
    ])
    expect(app.mails[0]?.text).toContain('It counts from 24 November 2026.')
    expect((await app.post('/v1/payouts', {})).body.code).toBe('nothing_payable')
    app.clock.advance(72 * 3_600_000)
    expect((await app.post('/v1/payouts', {})).body.payouts).toBe(1)
  })
})
