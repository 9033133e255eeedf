import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const folders = ['sdk', 'sdk/browser', 'sdk/node', 'sdk/rules']

/** Every `@example` that is a piece of code, as a module of its own. */
function examples(): Map<string, string> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      const comments = readFileSync(join(folder, file), 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? []
      comments.forEach((comment, index) => {
        const [, code] = /@example\n([\s\S]*?)(?:\n \* @|\*\/)/.exec(comment) ?? []
        if (!code?.includes('import ')) return
        found.set(
          join(process.cwd(), `test/sdk/example-${file}-${index}.ts`),
          code.replaceAll(/^ \* ?/gm, ''),
        )
      })
    }
  }
  return found
}

test('the examples in the documentation compile as they stand', () => {
  const sources = examples()
  expect(sources.size).toBeGreaterThanOrEqual(8)
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    paths: {
      goodword: [join(process.cwd(), 'sdk/index.ts')],
      'goodword/stripe': [join(process.cwd(), 'sdk/stripe.ts')],
      'goodword/node': [join(process.cwd(), 'sdk/node/index.ts')],
    },
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile, readFile } = host
  host.fileExists = (name) => sources.has(name) || fileExists(name)
  host.readFile = (name) => sources.get(name) ?? readFile(name)
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = sources.get(name)
    return text === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion)
  }
  const program = ts.createProgram([...sources.keys()], options, host)
  const wrong = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const name = diagnostic.file?.fileName.replace(/.*\//, '') ?? ''
    return `${name}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`
  })
  expect(wrong).toEqual([])
})
