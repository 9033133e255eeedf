/** Stripe's signatures, checked by Stripe's own package, which is loaded when the first event comes. */
import { Problem } from '../services/problem.ts'

export interface HookSecret {
  /** As Stripe shows it, with `whsec_`. */
  secret: string
  /** Of which mode it signs events; both when nothing else was said. */
  modes: readonly ('live' | 'test')[]
}

/** As long as Stripe's package says. Its lower function checks no time unless it is told. */
const TOLERANCE_SECONDS = 300

/**
 * @returns the modes of the secrets that the body is signed with.
 * @throws Problem `hook_refused`
 */
export async function signedWith(
  secrets: readonly HookSecret[],
  body: Buffer,
  header: string | undefined,
  now: number,
): Promise<Set<'live' | 'test'>> {
  const { default: Stripe } = await import('stripe')
  const { signature } = Stripe.webhooks
  if (!signature) throw new Error('the stripe package does not check signatures')
  const modes = new Set<'live' | 'test'>()
  for (const { secret, modes: signs } of secrets) {
    const isSigned = await signature
      .verifyHeaderAsync(body, header ?? '', secret, TOLERANCE_SECONDS, undefined, now)
      .catch(() => false)
    if (isSigned) for (const mode of signs) modes.add(mode)
  }
  if (modes.size === 0) throw new Problem('hook_refused')
  return modes
}
