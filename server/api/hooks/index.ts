import { generic } from './generic.ts'
import { paddle } from './paddle.ts'
import type { HookProvider } from './provider.ts'
import { shopify } from './shopify.ts'
import { stripe } from './stripe.ts'

/** Every provider that there is, see `provider.ts` for how to add one. */
export const providers: readonly HookProvider[] = [stripe, paddle, shopify, generic]
