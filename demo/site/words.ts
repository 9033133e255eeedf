/** Amounts and dates as this demo's pages write them. */

export function money(amountMinor: number, currency: string): string {
  const amount = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return `${amount.format(amountMinor / 100).replace('-', '−')} ${currency}`
}

export const time = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(date)
