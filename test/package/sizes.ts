/** How many bytes a browser fetches for an entry: the file and everything it imports statically. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The entry and its static imports, each once. */
export function closure(entry: string, known = new Set<string>()): Set<string> {
  if (known.has(entry)) return known
  known.add(entry)
  const code = readFileSync(entry, 'utf8')
  for (const [, target = ''] of code.matchAll(
    /(?:^|[;}\s])(?:import|export)(?:[^'"`;()]*?from)?\s*['"`](\.[^'"`]+)['"`]/g,
  )) {
    closure(join(dirname(entry), target), known)
  }
  return known
}

const total = (files: Iterable<string>, size: (content: Buffer) => number): number =>
  [...files].reduce((sum, file) => sum + size(readFileSync(file)), 0)

export const gzipBytes = (files: Iterable<string>): number =>
  total(files, (content) => gzipSync(content, { level: 9 }).length)

export const brotliBytes = (files: Iterable<string>): number =>
  total(
    files,
    (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  )
