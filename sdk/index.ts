/**
 * The browser SDK: `import { createGoodword } from 'goodword'`. The same client
 * that the script tag puts on `window.Goodword`; safe to import on a server.
 */
export { createGoodword } from './browser/create.ts'
export type {
  Failed,
  Goodword,
  GoodwordOptions,
  LeadReceipt,
  NewLead,
  Problem,
} from './browser/types.ts'
export type { Framing, FramingGap, LeadFields } from './rules/framing.ts'
