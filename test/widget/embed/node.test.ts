// @vitest-environment node
/** A bundler or a server that imports the widget must not fall over. */
import { expect, test } from 'vitest'

test('importing the elements in Node defines nothing and throws nothing', async () => {
  expect(globalThis.customElements).toBeUndefined()
  const widget = await import('../../../widget/embed/index.ts')
  expect(() => widget.defineGoodwordElements()).not.toThrow()
  expect(widget.GoodwordShare.observedAttributes).toContain('token')
})
