/** Paddle Billing: `Paddle-Signature: ts=…;h1=…` over "ts:body" (developer.paddle.com/webhooks/signature-verification). */
import { textAt } from '../../core/json.ts'
import { timeAt } from '../../core/provider.ts'
import { type HookProvider, hmac, isSame, TOLERANCE_MS } from './provider.ts'

export const paddle: HookProvider = {
  source: 'paddle',
  signedWith(secret, { body, header, now }) {
    const fields = (header('paddle-signature') ?? '').split(';').map((field) => field.split('='))
    const [, ts = ''] = fields.find(([name]) => name === 'ts') ?? []
    if (!/^\d{1,12}$/.test(ts) || Math.abs(now - Number(ts) * 1000) > TOLERANCE_MS) return false
    const digest = hmac(secret, `${ts}:`, body)
    // While a secret is rolled there are several.
    return fields.some(([name, value]) => name === 'h1' && isSame(digest, value, 'hex'))
  },
  envelope(event) {
    const [id, type] = [textAt(event, 'event_id'), textAt(event, 'event_type')]
    const occurredAt = timeAt(event, 'occurred_at')
    if (!id || !type || occurredAt === undefined) return undefined
    const objectId = textAt(event, 'data', 'id') ?? ''
    const customer = type.startsWith('customer.') ? objectId : textAt(event, 'data', 'customer_id')
    // Its sandbox is another account with other secrets; events do not say.
    return { id, type, objectId, customer, occurredAt, mode: undefined }
  },
}
