/**
 * `npm run bench`: starts the benchmark, which is TypeScript like the tests
 * whose helpers it uses.
 */
import { runnerImport } from 'vite'

const { module } = await runnerImport('./test/bench/main.ts', { configFile: false, logLevel: 'error' })
process.exitCode = await module.main(process.argv.slice(2))
