/**
 * A batch of euro transfers as a bank takes it: ISO 20022 customer credit
 * transfer initiation, in the two versions that banks ask for. Elements, order
 * and lengths follow the message definitions pain.001.001.03 and .09 and the
 * EPC's customer-to-bank guidelines for SEPA credit transfers (EPC132-08).
 */

export interface Transfer {
  /** Comes back with the result; at most 35 characters. */
  endToEndId: string
  /** Positive euro cents. */
  amountMinor: number
  name: string
  iban: string
  bic?: string | undefined
  /** What the receiver reads; at most 140 characters. */
  text: string
}

export interface Batch {
  version: '03' | '09'
  /** Unique for the bank; at most 35 characters. */
  messageId: string
  /** "2026-12-05T09:00:00Z": of the run, not of the moment at which the file is made. */
  createdAt: string
  /** "2026-12-06" */
  executeOn: string
  debtor: { name: string; iban: string; bic?: string | null | undefined }
  transfers: Transfer[]
}

const escaped: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
}
const xml = (text: string): string => text.replace(/[&<>'"]/g, (char) => escaped[char] ?? char)

/** Exactly two decimals, from integers. */
const euros = (cents: number): string => {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const sum = (transfers: Transfer[]): number =>
  transfers.reduce((total, transfer) => total + transfer.amountMinor, 0)

/** Every text must be in SEPA's characters already, see sepa-text.ts. */
export function pain001({ version, messageId, createdAt, executeOn, debtor, transfers }: Batch): string {
  const bicTag = version === '09' ? 'BICFI' : 'BIC'
  const date = version === '09' ? `<Dt>${executeOn}</Dt>` : executeOn
  const total = euros(sum(transfers))
  const agent = debtor.bic ? `<${bicTag}>${debtor.bic}</${bicTag}>` : '<Othr><Id>NOTPROVIDED</Id></Othr>'
  const head = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>${xml(messageId)}</MsgId>
      <CreDtTm>${createdAt}</CreDtTm>
      <NbOfTxs>${transfers.length}</NbOfTxs>
      <CtrlSum>${total}</CtrlSum>
      <InitgPty>
        <Nm>${xml(debtor.name)}</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>${xml(messageId)}</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <NbOfTxs>${transfers.length}</NbOfTxs>
      <CtrlSum>${total}</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>${date}</ReqdExctnDt>
      <Dbtr>
        <Nm>${xml(debtor.name)}</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>${debtor.iban}</IBAN>
        </Id>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>${agent}</FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
`
  const foot = `    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`
  return head + transfers.map((transfer) => transaction(transfer, bicTag)).join('') + foot
}

const transaction = (transfer: Transfer, bicTag: string): string => `      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>${xml(transfer.endToEndId)}</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">${euros(transfer.amountMinor)}</InstdAmt>
        </Amt>
${
  transfer.bic
    ? `        <CdtrAgt>
          <FinInstnId><${bicTag}>${transfer.bic}</${bicTag}></FinInstnId>
        </CdtrAgt>
`
    : ''
}        <Cdtr>
          <Nm>${xml(transfer.name)}</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>${transfer.iban}</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>${xml(transfer.text)}</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
`
