/** Requests to receivers that fail in every way there is, over real sockets; and where none may go. */
import type { LookupAddress } from 'node:dns'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type Posted, poster } from '../../server/outgoing/post.ts'
import { isPublicAddress, webhookUrlFlaw } from '../../server/services/public-address.ts'
import { cert, key } from './self-signed.ts'

const open: { server: Server; sockets: Set<Socket> }[] = []
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
})

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  open.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const limits = { connectMs: 300, totalMs: 500, readBytes: 16_384 }
const never = new AbortController().signal

async function posted(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  signal = never,
): Promise<Posted> {
  const port = await listening(createServer(handle))
  return poster({ allowPrivate: true, ...limits })(
    `http://127.0.0.1:${port}/`,
    { 'content-length': '2' },
    '{}',
    signal,
  )
}

describe('a receiver', () => {
  test('that takes it: its answer is kept', async () => {
    let got = ''
    const result = await posted((request, response) => {
      request.on('data', (chunk) => (got += chunk))
      request.on('end', () => response.writeHead(201).end('thank you'))
    })
    expect(result).toMatchObject({ statusCode: 201, response: 'thank you', error: null })
    expect(got).toBe('{}')
  })

  test('is called by GET when there is no body', async () => {
    const seen: unknown[] = []
    const port = await listening(
      createServer((request, response) => {
        seen.push(request.method, request.url, request.headers['content-length'])
        seen.push(request.headers['transfer-encoding'])
        response.writeHead(204).end()
      }),
    )
    const post = poster({ allowPrivate: true, ...limits })
    const result = await post(`http://127.0.0.1:${port}/in?a=%20b`, { 'user-agent': 'x' }, null, never)
    expect([result.statusCode, ...seen]).toEqual([204, 'GET', '/in?a=%20b', undefined, undefined])
  })

  test('that asks to come back later', async () => {
    const result = await posted((_, response) => response.writeHead(429, { 'Retry-After': '7' }).end())
    expect(result).toMatchObject({ statusCode: 429, retryAfter: '7' })
  })

  test('that redirects is not followed', async () => {
    let calls = 0
    const result = await posted((_, response) => {
      calls++
      response.writeHead(302, { Location: '/elsewhere' }).end()
    })
    expect([result.statusCode, calls]).toEqual([302, 1])
  })

  test('that floods is cut off after 16 KB, and its status counts', async () => {
    let sent = 0
    const result = await posted((_, response) => {
      response.writeHead(200)
      const flood = () => {
        while (!response.destroyed && sent < 1e9 && response.write('x'.repeat(65_536))) sent += 65_536
      }
      response.on('drain', flood)
      flood()
    })
    expect(result.statusCode).toBe(200)
    expect(result.response).toHaveLength(16_384)
    expect(sent).toBeLessThan(20e6)
  })

  test('that unpacks to more is not unpacked', async () => {
    const result = await posted((_, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(Buffer.from([0x1f, 0x8b, 0, 0])),
    )
    expect(result.response).toHaveLength(4)
  })

  test('that drips its body is left when time is up, and its status counts', async () => {
    const result = await posted((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(result.statusCode).toBe(200)
    expect(result.durationMs).toBeGreaterThan(400)
    expect(result.durationMs).toBeLessThan(2_000)
  })

  test('that drips its headers, or hangs, has failed when time is up', async () => {
    const dripping = createTcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('X-A: b\r\n'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    const hanging = createTcpServer(() => {})
    for (const server of [dripping, hanging]) {
      const port = await listening(server)
      const result = await poster({ allowPrivate: true, ...limits })(
        `http://127.0.0.1:${port}/`,
        {},
        '{}',
        never,
      )
      expect(result).toMatchObject({ statusCode: null, error: 'TIMEOUT' })
    }
  })

  test('that hangs up, refuses, or sends no HTTP has failed', async () => {
    const resetting = await listening(createTcpServer((socket) => socket.resetAndDestroy()))
    const talking = await listening(createTcpServer((socket) => socket.end('SSH-2.0-x\r\n')))
    const post = poster({ allowPrivate: true, ...limits })
    const results = [resetting, talking, 1].map((port) => post(`http://127.0.0.1:${port}/`, {}, '{}', never))
    const errors = (await Promise.all(results)).map(({ statusCode, error }) => [statusCode, error])
    expect(errors).toEqual([
      [null, expect.stringMatching(/ECONNRESET|EPIPE/)],
      [null, expect.stringMatching(/^HPE_/)],
      [null, 'ECONNREFUSED'],
    ])
  })

  test('whose certificate nobody vouches for gets nothing', async () => {
    let calls = 0
    const port = await listening(
      createTlsServer({ key, cert }, (_, response) => {
        calls++
        response.end()
      }),
    )
    const result = await poster({ allowPrivate: true, ...limits })(
      `https://localhost:${port}/`,
      {},
      '{}',
      never,
    )
    expect([result.statusCode, result.error, calls]).toEqual([null, 'DEPTH_ZERO_SELF_SIGNED_CERT', 0])
  })

  test('is hung up on when the server ends', async () => {
    const ending = new AbortController()
    setTimeout(() => ending.abort(), 50)
    expect(await posted(() => {}, ending.signal)).toMatchObject({ statusCode: null, error: 'ABORT_ERR' })
  })
})

describe('nothing is sent to', () => {
  const refused = [
    'http://acme.example/',
    'https://user:secret@acme.example/',
    'https://acme.example:22/',
    'https://acme.example/#part',
    'ftp://acme.example/',
    'not an address',
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.1',
      '192.168.1.1',
      '198.18.0.1',
      '203.0.113.9',
      '224.0.0.1',
      '255.255.255.255',
      '[::]',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:a00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::1]',
      '[2002:7f00:1::]',
      '[2001:0:4136:e378:8000:63bf:80ff:fffe]',
      '[2001:db8::1]',
      '[fe80::1]',
      '[fec0::1]',
      '[fc00::1]',
      '[fd00:ec2::254]',
      '[ff02::1]',
      '[100::1]',
      '[3fff::1]',
    ].map((host) => `https://${host}/`),
  ]
  test.each(refused)('%s', async (url) => {
    expect(webhookUrlFlaw(url, false)).toEqual(expect.any(String))
    let looked = 0
    const resolve = async () => {
      looked++
      return []
    }
    const result = await poster({ allowPrivate: false, ...limits, resolve })(url, {}, '{}', never)
    expect(result).toMatchObject({ statusCode: null, error: expect.any(String) })
    expect(looked).toBe(0)
  })

  const lookups: [string, LookupAddress[]][] = [
    ['a name of this machine', [{ address: '127.0.0.1', family: 4 }]],
    [
      'a name with one public address and one of ours',
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ],
    ['a name of the metadata service, mapped', [{ address: '::ffff:169.254.169.254', family: 6 }]],
  ]
  test.each(lookups)('%s', async (_, addresses) => {
    const post = poster({ allowPrivate: false, ...limits, resolve: async () => addresses })
    expect(await post('https://rebinding.example/', {}, '{}', never)).toMatchObject({
      error: 'ADDRESS_NOT_PUBLIC',
    })
  })

  test('a name that was public a moment ago', async () => {
    let looked = 0
    const resolve = async (): Promise<LookupAddress[]> => {
      looked++
      // The first one leads nowhere, so that no test depends on the internet.
      return [{ address: looked === 1 ? '2620:fe::9' : '127.0.0.1', family: looked === 1 ? 6 : 4 }]
    }
    const post = poster({ allowPrivate: false, connectMs: 50, totalMs: 100, resolve })
    expect((await post('https://rebinding.example/', {}, '{}', never)).error).not.toBe('ADDRESS_NOT_PUBLIC')
    // Looked up once for the one connection, and again for the next.
    expect(looked).toBe(1)
    expect((await post('https://rebinding.example/', {}, '{}', never)).error).toBe('ADDRESS_NOT_PUBLIC')
    expect(looked).toBe(2)
  })
})

test('public addresses are public', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450::1']) {
    expect([address, isPublicAddress(address)]).toEqual([address, true])
  }
  expect(webhookUrlFlaw('https://acme.example:8443/hooks?x=1', false)).toBeUndefined()
  expect(webhookUrlFlaw('http://localhost:3000/hooks', true)).toBeUndefined()
})
