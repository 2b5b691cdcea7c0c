import { createHash, randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Id360Download } from './create-id360-client'
import {
  clientOf,
  closeAll,
  failureOf,
  type Handler,
  LOGIN,
  startLoggedInServer,
  until,
} from './testing/start-server'

afterEach(closeAll)

async function bytesOf({ stream }: Id360Download): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function downloadFrom(handler: Handler, options: Parameters<typeof clientOf>[1] = {}) {
  const server = await startLoggedInServer(handler)
  return { server, client: clientOf(server, options) }
}

describe('a download', () => {
  it('gives the very bytes, their type and their announced length', async () => {
    const sent = randomBytes(3_000_000)
    const { client } = await downloadFrom((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/pdf',
        'content-length': String(sent.byteLength),
      })
      response.end(sent)
    })
    const download = await client.proofSlip('7')
    expect(download).toMatchObject({ contentType: 'application/pdf', contentLength: 3_000_000 })
    const received = await bytesOf(download)
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    expect(sha256(received)).toBe(sha256(sent))
  })

  it('comes without an announced length too', async () => {
    const { client } = await downloadFrom((_request, response) => {
      response.write('one ')
      response.end('two')
    })
    const download = await client.report('7')
    expect(download).toMatchObject({ contentType: null, contentLength: null })
    expect((await bytesOf(download)).toString()).toBe('one two')
  })

  it('is malformed when it ends before its announced length', async () => {
    const { client } = await downloadFrom((_request, response, live) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('only this', () => live.socket.end())
    })
    const failure = await failureOf(client.report('7').then(bytesOf))
    expect(failure).toMatchObject({ kind: 'malformed_answer', operation: 'report', sent: 'yes' })
  })

  it('is malformed when a chunked answer is cut', async () => {
    const { client } = await downloadFrom((_request, response, live) => {
      response.writeHead(200)
      response.write('only this', () => live.socket.destroy())
    })
    expect(await failureOf(client.idclaim('7').then(bytesOf))).toMatchObject({ kind: 'malformed_answer' })
  })

  it('is malformed when it is empty, or a page of HTML', async () => {
    const empty = await downloadFrom((_request, response) => void response.end())
    expect(await failureOf(empty.client.report('7').then(bytesOf))).toMatchObject({
      kind: 'malformed_answer',
    })
    const html = await downloadFrom((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end('<h1>Sign in</h1>')
    })
    expect(await failureOf(html.client.report('7'))).toMatchObject({ kind: 'malformed_answer' })
  })

  it('is refused before a byte is read when it announces more than the cap', async () => {
    const { client } = await downloadFrom(
      (_request, response) => {
        response.writeHead(200, { 'content-length': '1001' })
        response.end(Buffer.alloc(1001))
      },
      { maxBinaryBytes: 1000, maxReportBytes: 1001 },
    )
    expect(await failureOf(client.proofSlip('7'))).toMatchObject({ kind: 'too_large' })
    expect((await bytesOf(await client.report('7'))).byteLength).toBe(1001)
  })

  it('stops at the cap when it announced nothing, and hangs up', async () => {
    let hungUp = false
    const { client } = await downloadFrom(
      (_request, response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', more)
        response.on('close', () => {
          hungUp = true
        })
        more()
      },
      { maxReportBytes: 1_000_000 },
    )
    expect(await failureOf(client.report('7').then(bytesOf))).toMatchObject({ kind: 'too_large' })
    await until(() => hungUp)
  })

  it('times out when ID360 stalls between two pieces', async () => {
    const { client } = await downloadFrom(
      (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('a piece')
      },
      { timeouts: { downloadIdleMs: 50 } },
    )
    expect(await failureOf(client.report('7').then(bytesOf))).toMatchObject({ kind: 'timed_out' })
  })

  it('times out as a whole when it only trickles', async () => {
    const { client } = await downloadFrom(
      (_request, response) => {
        const drip = setInterval(() => response.write('.'), 10)
        response.on('close', () => clearInterval(drip))
      },
      { timeouts: { downloadIdleMs: 5_000, downloadTotalMs: 150 } },
    )
    expect(await failureOf(client.report('7').then(bytesOf))).toMatchObject({ kind: 'timed_out' })
  })

  it('waits for a slow reader: only ID360 is timed', async () => {
    const { client } = await downloadFrom((_request, response) => void response.end(Buffer.alloc(500_000)), {
      timeouts: { downloadIdleMs: 40, defaultMs: 500 },
    })
    const { stream } = await client.report('7')
    const reader = stream.getReader()
    await reader.read()
    const readAgainAt = Date.now() + 600
    await until(() => Date.now() >= readAgainAt)
    let rest = 0
    for (let next = await reader.read(); !next.done; next = await reader.read()) rest += next.value.byteLength
    expect(rest).toBeGreaterThan(0)
  })

  it('hangs up when the reader goes away', async () => {
    let hungUp = false
    const { client } = await downloadFrom((_request, response) => {
      response.write('a piece')
      response.on('close', () => {
        hungUp = true
      })
    })
    const { stream } = await client.report('7')
    await stream.cancel()
    await until(() => hungUp)
  })

  it('is tried again until it begins, never once it has begun', async () => {
    let attempt = 0
    const { client, server } = await downloadFrom((_request, response, live) => {
      attempt += 1
      if (attempt === 1) return void response.writeHead(502).end()
      response.writeHead(200, { 'content-length': '100' })
      response.write('a piece', () => live.socket.destroy())
    })
    expect(await failureOf(client.report('7').then(bytesOf))).toMatchObject({ kind: 'malformed_answer' })
    expect(server.received.filter(({ url }) => url !== LOGIN)).toHaveLength(2)
  })

  it('is gone when ID360 answers 404', async () => {
    const { client } = await downloadFrom((_request, response) => void response.writeHead(404).end())
    expect(await failureOf(client.report('7'))).toMatchObject({ kind: 'not_found', status: 404 })
  })
})

describe('the address of a document', () => {
  it('may be absolute or relative within ID360', async () => {
    const { client, server } = await downloadFrom((_request, response) => void response.end('bytes'))
    const path = '/document/9/file_contents/?page_number=0'
    for (const url of [path, `/api/1.0.0${path}`, `${server.baseUrl}/api/1.0.0${path}`]) {
      await client.documentFile(url).then(bytesOf)
    }
    const asked = server.received.filter(({ url }) => url !== LOGIN).map(({ url }) => url)
    expect(asked).toEqual(Array.from({ length: 3 }, () => `/api/1.0.0${path}`))
  })

  it('is refused elsewhere, and the token goes nowhere', async () => {
    const elsewhere = await startLoggedInServer((_request, response) => void response.end('bytes'))
    const { client, server } = await downloadFrom((_request, response) => void response.end('bytes'))
    const host = new URL(server.baseUrl).host
    const foreign = [
      `${elsewhere.baseUrl}/document/9/file_contents/`,
      `//${new URL(elsewhere.baseUrl).host}/document/9`,
      `/\\${new URL(elsewhere.baseUrl).host}/document/9`,
      `https://${host}/document/9`,
      `http://someone:secret@${host}/document/9`,
      `http://${host}.example.org/document/9`,
      'file:///etc/passwd',
      'data:text/plain,hello',
      'http://',
      '',
    ]
    for (const url of foreign) {
      expect(await failureOf(client.documentFile(url))).toMatchObject({ kind: 'invalid_request', sent: 'no' })
    }
    expect([...elsewhere.received, ...server.received]).toHaveLength(0)
  })

  it('may redirect within ID360 and no further', async () => {
    const elsewhere = await startLoggedInServer((_request, response) => void response.end('stolen'))
    const { client, server } = await downloadFrom((request, response) => {
      const to = request.url.includes('away') ? `${elsewhere.baseUrl}/` : '/api/1.0.0/document/9/'
      if (request.url === '/api/1.0.0/document/9/') response.end('bytes')
      else if (request.url.includes('circle')) response.writeHead(302, { location: request.url }).end()
      else response.writeHead(301, { location: to }).end()
    })
    expect((await client.documentFile('/document/9').then(bytesOf)).toString()).toBe('bytes')
    expect(await failureOf(client.documentFile('/document/away'))).toMatchObject({ kind: 'malformed_answer' })
    expect(elsewhere.received).toHaveLength(0)
    expect(await failureOf(client.documentFile('/document/circle'))).toMatchObject({
      kind: 'malformed_answer',
    })
    expect(server.count('GET', '/api/1.0.0/document/circle')).toBe(4)
  })
})
