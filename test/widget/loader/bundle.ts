/** Builds the browser files as they ship, in memory, to run and to weigh them. */
import { gzipSync } from 'node:zlib'
import { createBuilder, type EnvironmentOptions, type Rollup } from 'vite'

export interface Built {
  code: string
  gzipBytes: number
}

export async function bundle(name: string, input: string, format: 'iife' | 'es'): Promise<Built> {
  const environment: EnvironmentOptions = {
    // Not 'client': Vite would wrap import() into a preloader that a loader has no use for.
    consumer: 'server',
    resolve: { noExternal: true },
    build: {
      write: false,
      ssr: false,
      target: 'es2022',
      modulePreload: false,
      minify: true,
      rollupOptions: {
        input: { [name]: input },
        output: { format, entryFileNames: '[name].js' },
        preserveEntrySignatures: format === 'es' ? 'strict' : false,
      },
    },
  }
  const builder = await createBuilder({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    environments: { [name]: environment },
  })
  const target = builder.environments[name]
  if (!target) throw new Error('no such environment')
  const { output } = (await builder.build(target)) as Rollup.RollupOutput
  const [chunk, ...others] = output
  if (others.length > 0) throw new Error(`one file expected, also got ${others.map((file) => file.fileName)}`)
  return { code: chunk.code, gzipBytes: gzipSync(chunk.code, { level: 9 }).length }
}
