/**
 * Light or dark, decided as the browser decides it for its own form controls:
 * by the `color-scheme` in force at the element, and by what the person prefers
 * when the page allows both. A page that never said it can be dark stays light.
 */

const question = '(prefers-color-scheme: dark)'

/** What a used `color-scheme` value means for somebody who prefers dark or does not. */
export function isDark(colorScheme: string, prefersDark: boolean): boolean {
  const dark = /\bdark\b/.test(colorScheme)
  return dark && (prefersDark || !/\blight\b/.test(colorScheme))
}

/**
 * Keeps the class `dark` on `target` in step with the scheme at `where`.
 * @returns a function that stops following.
 */
export function followScheme(where: Element, target: Element): () => void {
  const preference = globalThis.matchMedia?.(question)
  const apply = () => {
    target.classList.toggle('dark', isDark(getComputedStyle(where).colorScheme, preference?.matches ?? false))
  }
  apply()
  preference?.addEventListener('change', apply)
  // The page's own style sheets may come after us.
  addEventListener('load', apply)
  return () => {
    preference?.removeEventListener('change', apply)
    removeEventListener('load', apply)
  }
}
