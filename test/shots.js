/** `npm run shots`: every page and element at two widths, light and dark, into shots/. For looking at. */
import { runnerImport } from 'vite'

const { module } = await runnerImport('./test/browser/shots.ts', { configFile: false, logLevel: 'error' })
await module.takeShots()
