/** What is told about commissions: posted, kept back, let go. */
import { dayOf } from '../core/time.ts'
import type { CommissionData } from '../core/webhooks.ts'
import type { CommissionTable } from '../db/schema.ts'
import type { Services } from './context.ts'
import { type NewEvent, tell } from './events.ts'
import type { Program, Trx } from './programs.ts'

type Told = Pick<
  CommissionTable,
  'id' | 'kind' | 'partner_id' | 'sale_id' | 'amount_minor' | 'currency' | 'hold_day'
>

export const commissionData = (row: Told, status: CommissionData['status']): CommissionData => ({
  id: row.id,
  kind: row.kind,
  partnerId: row.partner_id,
  saleId: row.sale_id === '' ? null : row.sale_id,
  amount: row.amount_minor,
  currency: row.currency,
  status,
})

type Teller = Parameters<typeof tell>[0]

/** One whose day has come already is payable at once; the others are told of on their day (`tellPayable`). */
export const tellPosted = (
  services: Teller,
  trx: Trx,
  program: Program,
  row: CommissionTable,
  heldBack: boolean,
): Promise<void> =>
  tell(services, trx, program, () => {
    const payable = !heldBack && row.hold_day <= dayOf(program.now)
    const data = commissionData(row, payable ? 'payable' : 'held')
    const back = row.kind === 'reversal' || row.kind === 'clawback'
    const events: NewEvent[] = [{ type: back ? 'commission.reversed' : 'commission.created', data }]
    return payable ? [...events, { type: 'commission.payable', data }] : events
  })

/** A flag or a dispute keeps back what a sale earned, or lets it go again. */
export const tellHeld = (
  services: Services,
  trx: Trx,
  program: Program,
  saleId: string,
  held: boolean,
): Promise<void> =>
  tell(services, trx, program, async () => {
    const rows = await trx
      .selectFrom('commission')
      .where('program_id', '=', program.id)
      .where('sale_id', '=', saleId)
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const today = dayOf(program.now)
    return rows.flatMap((row): NewEvent[] => {
      if (held) return [{ type: 'commission.held', data: commissionData(row, 'held') }]
      if (row.hold_day > today) return []
      return [{ type: 'commission.payable', data: commissionData(row, 'payable') }]
    })
  })
