/**
 * What a bank checks in a batch, as an XML Schema of its own: the part of the
 * ISO 20022 message definitions pain.001.001.03 and .09 that SEPA credit
 * transfers use (EPC132-08, customer-to-bank guidelines, chapter 2): elements
 * in their order, how often, lengths, and the SEPA character set (EPC217-08).
 * Whatever else the definitions allow is refused here: we write none of it.
 */
export function pain001Rules(version: '03' | '09'): string {
  const ns = `urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}`
  const bic = version === '09' ? 'BICFI' : 'BIC'
  const date =
    version === '09'
      ? '<xs:complexType><xs:sequence><xs:element name="Dt" type="xs:date"/></xs:sequence></xs:complexType>'
      : '<xs:simpleType><xs:restriction base="xs:date"/></xs:simpleType>'
  const sequence = (name: string, ...items: string[]) =>
    `<xs:complexType name="${name}"><xs:sequence>${items.join('')}</xs:sequence></xs:complexType>`
  const one = (name: string, type: string) => `<xs:element name="${name}" type="${type}"/>`
  const text = (name: string, max: number) =>
    `<xs:simpleType name="${name}"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="${max}"/>
     <xs:pattern value="[A-Za-z0-9\\-?:().,'+ ]+(/[A-Za-z0-9\\-?:().,'+ ]+)*"/></xs:restriction></xs:simpleType>`
  const fixed = (name: string, value: string) =>
    `<xs:simpleType name="${name}"><xs:restriction base="xs:string"><xs:enumeration value="${value}"/></xs:restriction></xs:simpleType>`
  const pattern = (name: string, base: string, value: string) =>
    `<xs:simpleType name="${name}"><xs:restriction base="${base}"><xs:pattern value="${value}"/></xs:restriction></xs:simpleType>`
  return `<?xml version="1.0"?>
<xs:schema xmlns="${ns}" xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified" targetNamespace="${ns}">
${one('Document', 'Document')}
${sequence('Document', one('CstmrCdtTrfInitn', 'Initiation'))}
${sequence('Initiation', one('GrpHdr', 'Header'), one('PmtInf', 'Payments'))}
${sequence('Header', one('MsgId', 'Text35'), one('CreDtTm', 'xs:dateTime'), one('NbOfTxs', 'Count'), one('CtrlSum', 'Euros'), one('InitgPty', 'Name'))}
${sequence(
  'Payments',
  one('PmtInfId', 'Text35'),
  one('PmtMtd', 'Transfer'),
  one('NbOfTxs', 'Count'),
  one('CtrlSum', 'Euros'),
  one('PmtTpInf', 'Type'),
  `<xs:element name="ReqdExctnDt">${date}</xs:element>`,
  one('Dbtr', 'Name'),
  one('DbtrAcct', 'Account'),
  one('DbtrAgt', 'DebtorAgent'),
  one('ChrgBr', 'Charges'),
  '<xs:element name="CdtTrfTxInf" type="Transaction" maxOccurs="unbounded"/>',
)}
${sequence('Transaction', one('PmtId', 'Id'), one('Amt', 'Amount'), '<xs:element name="CdtrAgt" type="Agent" minOccurs="0"/>', one('Cdtr', 'Name'), one('CdtrAcct', 'Account'), one('RmtInf', 'Remittance'))}
${sequence('Type', one('SvcLvl', 'Level'))}${sequence('Level', one('Cd', 'Sepa'))}
${sequence('Name', one('Nm', 'Text70'))}${sequence('Id', one('EndToEndId', 'Text35'))}
${sequence('Account', one('Id', 'AccountId'))}${sequence('AccountId', one('IBAN', 'Iban'))}
${sequence('Agent', one('FinInstnId', 'Institution'))}${sequence('Institution', one(bic, 'Bic'))}
${sequence('DebtorAgent', one('FinInstnId', 'AnyInstitution'))}
<xs:complexType name="AnyInstitution"><xs:choice>${one(bic, 'Bic')}${one('Othr', 'NotProvided')}</xs:choice></xs:complexType>
${sequence('NotProvided', one('Id', 'Unknown'))}
${sequence('Remittance', one('Ustrd', 'Text140'))}
${sequence('Amount', one('InstdAmt', 'EurosWithCode'))}
<xs:complexType name="EurosWithCode"><xs:simpleContent><xs:extension base="Euros">
  <xs:attribute name="Ccy" type="Eur" use="required"/></xs:extension></xs:simpleContent></xs:complexType>
${text('Text35', 35)}${text('Text70', 70)}${text('Text140', 140)}
${fixed('Transfer', 'TRF')}${fixed('Sepa', 'SEPA')}${fixed('Charges', 'SLEV')}${fixed('Eur', 'EUR')}${fixed('Unknown', 'NOTPROVIDED')}
${pattern('Count', 'xs:string', '[1-9][0-9]{0,14}')}
${pattern('Iban', 'xs:string', '[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}')}
${pattern('Bic', 'xs:string', '[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?')}
<xs:simpleType name="Euros"><xs:restriction base="xs:decimal"><xs:minInclusive value="0.01"/><xs:maxInclusive value="999999999.99"/>
  <xs:pattern value="[0-9]+\\.[0-9]{2}"/></xs:restriction></xs:simpleType>
</xs:schema>`
}
