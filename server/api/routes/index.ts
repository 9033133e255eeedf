/** Every route of the API, in the order in which the reference lists them. */
import type { AppOptions } from '../app.ts'
import type { Route } from '../route.ts'
import { adjustmentRoutes } from './adjustments.ts'
import { clickRoutes } from './clicks.ts'
import { commissionRoutes } from './commissions.ts'
import { couponRoutes } from './coupons.ts'
import { customerRoutes } from './customers.ts'
import { holdRoutes } from './holds.ts'
import { keyRoutes } from './keys.ts'
import { leadRoutes } from './leads.ts'
import { linkRoutes } from './links.ts'
import { meRoutes } from './me.ts'
import { myStatementRoutes } from './my-statements.ts'
import { myTermsRoutes } from './my-terms.ts'
import { partnerRoutes } from './partners.ts'
import { payeeRoutes } from './payee.ts'
import { payoutRoutes } from './payouts.ts'
import { postbackRoutes } from './postbacks.ts'
import { priceStatementRoutes } from './price-statements.ts'
import { priceRoutes } from './prices.ts'
import { programRoutes } from './program.ts'
import { providerEventRoutes } from './provider-events.ts'
import { recruitingRoutes } from './recruiting.ts'
import { reversalRoutes } from './reversals.ts'
import { saleRoutes } from './sales.ts'
import { signInRoutes } from './sign-in.ts'
import { simulateRoutes } from './simulate.ts'
import { staffRoutes } from './staff.ts'
import { standingRoutes } from './standing.ts'
import { twinRoutes } from './twin.ts'
import { webhookDeliveryRoutes } from './webhook-deliveries.ts'
import { webhookEndpointRoutes } from './webhook-endpoints.ts'

export const routes = (options: AppOptions): Route[] => [
  ...programRoutes(options),
  ...clickRoutes(options),
  ...partnerRoutes(options),
  ...linkRoutes,
  ...couponRoutes(options),
  ...leadRoutes,
  ...customerRoutes,
  ...saleRoutes,
  ...reversalRoutes,
  ...commissionRoutes,
  ...holdRoutes,
  ...priceRoutes(options),
  ...priceStatementRoutes,
  ...simulateRoutes,
  ...adjustmentRoutes,
  ...payoutRoutes,
  ...standingRoutes,
  ...recruitingRoutes,
  ...meRoutes,
  ...myTermsRoutes,
  ...payeeRoutes(options),
  ...myStatementRoutes,
  ...signInRoutes(options),
  ...staffRoutes(options),
  ...webhookEndpointRoutes,
  ...webhookDeliveryRoutes,
  ...postbackRoutes(options),
  ...providerEventRoutes(options),
  ...keyRoutes,
  ...twinRoutes(options),
]
