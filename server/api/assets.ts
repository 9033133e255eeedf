/** The built files that browsers load, each read when it is first asked for and answered compressed. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Context } from 'hono'

const types: Record<string, string> = {
  // With charset: without it some browsers read scripts in the page's own encoding.
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
}

interface Asset {
  type: string
  etag: string
  body: Buffer
  compressed: Map<string, Buffer>
}

export interface Assets {
  has(path: string): boolean
  /** @param path as in the folder, with slashes. */
  answer(c: Context, path: string, cacheControl: string): Response
  /** Paths that start with this. */
  paths(prefix: string): string[]
}

/** @param dir the build's output; a missing folder is an empty one. */
export function loadAssets(dir: string | undefined): Assets {
  const paths = dir ? [...files(dir, '')].filter((path) => types[extname(path)] !== undefined) : []
  const known = new Map<string, Asset>()
  function find(path: string): Asset | undefined {
    if (!dir || !paths.includes(path)) return undefined
    const asset = known.get(path) ?? read(dir, path)
    known.set(path, asset)
    return asset
  }
  return {
    has: (path) => paths.includes(path),
    paths: (prefix) => paths.filter((path) => path.startsWith(prefix)),
    answer(c, path, cacheControl) {
      const asset = find(path)
      if (!asset) return c.notFound() as Response
      const headers = new Headers({
        'Content-Type': asset.type,
        ETag: asset.etag,
        'Cache-Control': cacheControl,
        Vary: 'Accept-Encoding',
      })
      if (c.req.header('if-none-match') === asset.etag) return new Response(null, { status: 304, headers })
      const encoding = bestEncoding(c.req.header('accept-encoding') ?? '')
      if (encoding) headers.set('Content-Encoding', encoding)
      return new Response(new Uint8Array(encoding ? compressed(asset, encoding) : asset.body), { headers })
    },
  }
}

function read(dir: string, path: string): Asset {
  const body = readFileSync(join(dir, path))
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { type: types[extname(path)] ?? '', etag, body, compressed: new Map() }
}

function* files(dir: string, below: string): Generator<string> {
  for (const name of list(join(dir, below))) {
    const path = below ? `${below}/${name}` : name
    if (statSync(join(dir, path)).isDirectory()) yield* files(dir, path)
    else yield path
  }
}

function list(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch {
    return []
  }
}

const bestEncoding = (accepted: string): 'br' | 'gzip' | undefined =>
  /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined

function compressed(asset: Asset, encoding: 'br' | 'gzip'): Buffer {
  const known = asset.compressed.get(encoding)
  if (known) return known
  const body =
    encoding === 'br'
      ? brotliCompressSync(asset.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      : gzipSync(asset.body, { level: 9 })
  asset.compressed.set(encoding, body)
  return body
}
