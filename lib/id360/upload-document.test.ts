import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { clientOf, closeAll, failureOf, startServer, until } from './testing/start-server'

const API_KEY = '0123456789abcdef0123456789abcde'
const FRONT = { totalPages: 2, uploadedPage: 0 }

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  await closeAll()
})

/** Counts and hashes what comes in without keeping it. */
async function startSink() {
  const seen = {
    bytes: 0,
    sha256: '',
    headers: {} as NodeJS.Dict<string | string[]>,
    url: '',
    aborted: false,
  }
  const server = createServer((request, response) => {
    const hash = createHash('sha256')
    Object.assign(seen, { headers: request.headers, url: request.url })
    request.on('data', (piece: Buffer) => {
      seen.bytes += piece.byteLength
      hash.update(piece)
    })
    request.on('error', () => {
      seen.aborted = true
    })
    request.on('end', () => {
      seen.sha256 = hash.digest('hex')
      response.writeHead(204).end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { seen, baseUrl: `http://127.0.0.1:${address.port}` }
}

describe('an upload', () => {
  it('sends bytes with their length, type and page, and only the api_key', async () => {
    const sink = await startSink()
    const bytes = new TextEncoder().encode('a picture of a card')
    await clientOf(sink).flow.uploadDocument(API_KEY, 'id_document_image', {
      ...FRONT,
      body: bytes,
      contentType: 'image/png',
    })
    expect(sink.seen.url).toBe(
      '/api/1.0.0/enrollment/flow/document/id_document_image/?total_pages=2&uploaded_page=0',
    )
    expect(sink.seen.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.byteLength),
      'x-api-key': API_KEY,
    })
    expect(sink.seen.headers.authorization).toBeUndefined()
    expect(sink.seen.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('streams what it is given and never reads far ahead of what is sent', async () => {
    const sink = await startSink()
    const piece = new Uint8Array(256 * 1024).fill(7)
    const pieces = 400
    let given = 0
    let furthestAhead = 0
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        // The sink lives in this process: let it read what has arrived before counting.
        await new Promise((resolve) => setImmediate(resolve))
        furthestAhead = Math.max(furthestAhead, given * piece.byteLength - sink.seen.bytes)
        given += 1
        controller.enqueue(piece)
        if (given === pieces) controller.close()
      },
    })
    await clientOf(sink).flow.uploadDocument(API_KEY, 'selfie_image_upload', {
      totalPages: 1,
      uploadedPage: 0,
      body,
      contentLength: pieces * piece.byteLength,
    })
    expect(sink.seen.bytes).toBe(pieces * piece.byteLength)
    // Of 100 MiB, what waits between source and sink is what sockets hold.
    expect(furthestAhead).toBeLessThan(16 * 1024 * 1024)
  })

  it('ends with the error of its source, as it is', async () => {
    const sink = await startSink()
    const broken = new Error('the browser went away')
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      pull: () => {
        throw broken
      },
    })
    const call = clientOf(sink).flow.uploadDocument(API_KEY, 'id_document_image', { ...FRONT, body })
    expect(await failureOf(call)).toBe(broken)
    await until(() => sink.seen.aborted)
  })

  it('ends with the reason of the caller who gives up, and lets the source go', async () => {
    const sink = await startSink()
    const aborter = new AbortController()
    let released = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        released = true
      },
    })
    const call = clientOf(sink).flow.uploadDocument(API_KEY, 'id_document_image', {
      ...FRONT,
      body,
      signal: aborter.signal,
    })
    await until(() => sink.seen.bytes === 10)
    const reason = new Error('the tab was closed')
    aborter.abort(reason)
    expect(await failureOf(call)).toBe(reason)
    await until(() => released)
  })

  it('ends at once when ID360 refuses it before it is whole, and lets the source go', async () => {
    const server = createServer((request, response) => {
      request.once('data', () => response.writeHead(413).end())
      request.on('error', () => {})
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    let released = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        released = true
      },
    })
    const client = clientOf({ baseUrl: `http://127.0.0.1:${address.port}` })
    const call = client.flow.uploadDocument(API_KEY, 'id_document_image', { ...FRONT, body })
    expect(await failureOf(call)).toMatchObject({ kind: 'too_large', status: 413 })
    await until(() => released)
  })

  it('times out when its source stalls, when ID360 does not answer, and as a whole', async () => {
    const sink = await startSink()
    const stalled = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
    })
    const idle = clientOf(sink, { timeouts: { uploadIdleMs: 50 } })
    expect(
      await failureOf(idle.flow.uploadDocument(API_KEY, 'id_document_image', { ...FRONT, body: stalled })),
    ).toMatchObject({ kind: 'timed_out', sent: 'maybe' })

    const silent = await startServer(() => {})
    const unanswered = clientOf(silent, { timeouts: { uploadIdleMs: 50 } })
    expect(
      await failureOf(
        unanswered.flow.uploadDocument(API_KEY, 'id_document_image', { ...FRONT, body: new Uint8Array(10) }),
      ),
    ).toMatchObject({ kind: 'timed_out', sent: 'maybe' })

    let drip: NodeJS.Timeout | undefined
    const trickle = new ReadableStream<Uint8Array>({
      start: (controller) => {
        drip = setInterval(() => controller.enqueue(new Uint8Array(1)), 5)
      },
      cancel: () => clearInterval(drip),
    })
    const whole = clientOf(sink, { timeouts: { uploadIdleMs: 5_000, uploadTotalMs: 100 } })
    expect(
      await failureOf(whole.flow.uploadDocument(API_KEY, 'id_document_image', { ...FRONT, body: trickle })),
    ).toMatchObject({ kind: 'timed_out' })
    clearInterval(drip)
  })

  it.each([
    { totalPages: 0, uploadedPage: 0 },
    { totalPages: 2, uploadedPage: 2 },
    { totalPages: 2, uploadedPage: -1 },
    { totalPages: 1.5, uploadedPage: 0 },
  ])('refuses page $uploadedPage of $totalPages before anything leaves', async (pages) => {
    const sink = await startSink()
    const call = clientOf(sink).flow.uploadDocument(API_KEY, 'id_document_image', {
      ...pages,
      body: new Uint8Array(1),
    })
    expect(await failureOf(call)).toMatchObject({ kind: 'invalid_request', sent: 'no' })
    expect(sink.seen.url).toBe('')
  })
})
