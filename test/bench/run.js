/**
 * `npm run bench`: starts the benchmark, which is TypeScript like the tests
 * whose helpers it uses.
 */
import { createServer } from 'vite'

const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, ws: false, watch: null },
})
const { main } = await vite.ssrLoadModule('/test/bench/main.ts')
process.exitCode = await main(process.argv.slice(2))
await vite.close()
