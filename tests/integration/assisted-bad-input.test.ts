import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AssistedDesk, openAssistedDesk, PICTURES } from '../fixtures/assisted-desk'
import { until } from '../fixtures/until'
import { startUploadServer, type UploadServer } from '../fixtures/upload-server'

const MB = 1_000_000
const HALF_GB = 500 * MB
/** Stands in every body, and must stand nowhere else. */
const MARK = Buffer.from('PICTURE-OF-NOBODY-7f3a')

type Answered = { status: number; body: { code?: string; error?: { key: string }; state?: string } }

let here: AssistedDesk
let server: UploadServer
let temporary: string
const temporaryBefore = process.env.TMPDIR

beforeAll(async () => {
  here = await openAssistedDesk('sqlite')
  server = await startUploadServer(here.desk, here.agent)
  // From here on, whoever writes a temporary file writes it where it is seen.
  temporary = mkdtempSync(path.join(os.tmpdir(), 'desk-bad-input-'))
  process.env.TMPDIR = temporary
})
afterAll(async () => {
  if (temporaryBefore === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = temporaryBefore
  rmSync(temporary, { recursive: true, force: true })
  await server.close()
  await here.close()
})

/** A body of so many bytes: how it begins, then the mark over and over; made piece by piece. */
function* pieces(start: Buffer, size: number): Generator<Buffer> {
  const piece = Buffer.alloc(256 * 1024, MARK)
  let left = size
  if (left > 0) yield start.subarray(0, left)
  left -= start.byteLength
  for (; left > 0; left -= piece.byteLength) yield piece.subarray(0, left)
}

/** Sends a body as a client would that keeps sending until it is answered. */
function put(
  address: string,
  { start, size, chunked = false, headers = {} }: Body & { headers?: Record<string, string> },
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let answered = false
    const agent = new Agent({ keepAlive: true })
    const request = httpRequest(`${server.url}${address}`, {
      method: 'PUT',
      agent,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(size) }),
        ...headers,
      },
    })
    request.on('response', (response) => {
      answered = true
      const read: Buffer[] = []
      response.on('data', (piece: Buffer) => read.push(piece))
      response.on('close', () => {
        const body = JSON.parse(Buffer.concat(read).toString())
        request.destroy()
        agent.destroy()
        resolve({ status: response.statusCode ?? 0, body })
      })
    })
    request.on('error', (error) => {
      if (!answered) reject(error)
    })
    const body = pieces(start, size)
    const more = () => {
      for (;;) {
        if (answered || request.destroyed) return
        const { done, value } = body.next()
        if (done) return void request.end()
        if (!request.write(value)) return void request.once('drain', more)
      }
    }
    more()
  })
}

type Body = { start: Buffer; size: number; chunked?: boolean }

const PDF = Buffer.from(`%PDF-1.7 ${'<< /Type /Page >> '.repeat(12)}`)
const HTML = Buffer.from('<!doctype html><title>holiday.png</title><script>alert(1)</script>')

/** `error`: the key of what the agent reads. */
const BAD: { what: string; body: Body; status: number; error: string; readAtMost: number }[] = [
  {
    what: 'a 12-page PDF of 20 MB',
    body: { start: PDF, size: 20 * MB },
    status: 413,
    error: 'assisted.tooLarge',
    readAtMost: 25 * MB,
  },
  {
    what: 'a 12-page PDF of 20 MB that announces no length',
    body: { start: PDF, size: 20 * MB, chunked: true },
    status: 413,
    error: 'assisted.tooLarge',
    readAtMost: 15 * MB,
  },
  {
    what: 'a 12-page PDF that is small enough',
    body: { start: Buffer.concat([PDF, Buffer.from('%%EOF')]), size: PDF.byteLength + 5 },
    status: 400,
    error: 'assisted.refusedSaying',
    readAtMost: MB,
  },
  {
    what: 'a .png that is HTML',
    body: { start: HTML, size: 200_000 },
    status: 415,
    error: 'assisted.wrongType',
    readAtMost: MB,
  },
  {
    what: 'an empty file',
    body: { start: HTML, size: 0 },
    status: 400,
    error: 'assisted.empty',
    readAtMost: MB,
  },
  {
    what: 'an empty file in chunks',
    body: { start: HTML, size: 0, chunked: true },
    status: 400,
    error: 'assisted.empty',
    readAtMost: MB,
  },
  {
    what: 'half a gigabyte, announced',
    body: { start: PICTURES.front, size: HALF_GB },
    status: 413,
    error: 'assisted.tooLarge',
    readAtMost: 5 * MB,
  },
  {
    what: 'half a gigabyte in chunks',
    body: { start: PICTURES.front, size: HALF_GB, chunked: true },
    status: 413,
    error: 'assisted.tooLarge',
    readAtMost: 15 * MB,
  },
  {
    what: 'half a gigabyte of HTML in chunks',
    body: { start: HTML, size: HALF_GB, chunked: true },
    status: 415,
    error: 'assisted.wrongType',
    readAtMost: 5 * MB,
  },
]

const addressOf = (enrollmentId: string, document = 'id_document_image', page = '0', total = '1') =>
  `/api/enrollments/${enrollmentId}/assist/${document}/${page}?total=${total}`

/** Every file below a folder, with its content. */
function filesBelow(folder: string): { name: string; content: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      return { name: path.relative(folder, file), content: readFileSync(file) }
    })
}

describe('what a browser may send as a page', () => {
  it.each(BAD)('$what gets a clear answer, leaves nothing on disk and takes no memory', async (bad) => {
    const { enrollmentId } = await here.consented()
    globalThis.gc?.()
    const before = process.memoryUsage()
    const readBefore = server.bytesRead()
    let peak = 0
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before.arrayBuffers)
    }, 5)
    const { status, body } = await put(addressOf(enrollmentId), bad.body)
    clearInterval(sampling)
    expect([status, body.error?.key]).toEqual([bad.status, bad.error])
    expect(peak).toBeLessThan(40 * MB)

    await until('the line is closed', () => server.bytesRead() > readBefore)
    expect(server.bytesRead() - readBefore).toBeLessThan(bad.readAtMost)
    expect(filesBelow(temporary)).toEqual([])
    for (const { name, content } of filesBelow(here.desk.directory)) {
      expect(name).toMatch(/^desk\.sqlite(-wal|-shm)?$/)
      expect(content.includes(MARK)).toBe(false)
    }
    const { pages, complete } = (await here.view(enrollmentId)).documents.id_document_image
    expect([complete, pages.map(({ state }) => state)]).toEqual([false, pages.map(() => 'failed')])
  })

  it('a HEIC picture is taken, whatever it is called', async () => {
    const { enrollmentId } = await here.consented()
    const { heic: start } = PICTURES
    const headers = {
      'content-type': 'text/html',
      'content-disposition': 'attachment; filename="../../../../etc/passwd"',
    }
    const { status, body } = await put(addressOf(enrollmentId), { start, size: start.byteLength, headers })
    expect([status, body]).toMatchObject([200, { state: 'sent', mediaType: 'image/heic' }])
    expect(filesBelow(temporary)).toEqual([])
  })

  it.each([
    ['..%2f..%2f..%2fetc%2fpasswd', '0', '1'],
    ['passport', '0', '1'],
    ['id_document_image', '..%2f..%2f0', '2'],
    ['id_document_image', '-1', '2'],
    ['id_document_image', '2', '2'],
    ['id_document_image', '0', ''],
    ['id_document_image', '0', '9999999999999999999999'],
    ['id_document_image', '0', '1e1'],
  ])('no such page: %s %s of %s', async (document, page, total) => {
    const { enrollmentId } = await here.consented()
    const { status, body } = await put(addressOf(enrollmentId, document, page, total), {
      start: PICTURES.front,
      size: 5_000,
    })
    expect([status, body.error?.key]).toEqual([400, 'INVALID'])
  })

  it('an enrollment that is not there is not found, whatever its id looks like', async () => {
    for (const id of ['01999999-0000-7000-8000-000000000000', '..%2f..%2fadmin', "'%20or%201=1"]) {
      const { status, body } = await put(addressOf(id), { start: PICTURES.front, size: 5_000 })
      expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
    }
  })

  it.each([
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example.org' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.desk.example.org' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ 'sec-fetch-site': '', origin: 'null' }],
  ])('another site may not send one: %o', async (headers) => {
    const { enrollmentId } = await here.consented()
    const { status, body } = await put(addressOf(enrollmentId), {
      start: PICTURES.front,
      size: 5_000,
      headers,
    })
    expect([status, body.error?.key]).toEqual([403, 'assisted.crossSite'])
    expect((await here.view(enrollmentId)).documents.id_document_image.pages).toEqual([])
  })

  it('somebody who is not signed in is told so', async () => {
    const { enrollmentId } = await here.consented()
    const headers = { 'x-test-staff': 'none' }
    const { status, body } = await put(addressOf(enrollmentId), {
      start: PICTURES.front,
      size: 5_000,
      headers,
    })
    expect([status, body.code]).toEqual([401, 'SIGNED_OUT'])
  })

  it('a browser that goes away in the middle leaves a failed page, and ID360 gets no half of one', async () => {
    const { enrollmentId, id360Id } = await here.consented()
    const request = httpRequest(`${server.url}${addressOf(enrollmentId)}`, {
      method: 'PUT',
      headers: { 'sec-fetch-site': 'same-origin', 'content-length': '1000000' },
    })
    request.on('error', () => {})
    request.write(PICTURES.front.subarray(0, 20_000))
    const pageOf = async () => (await here.view(enrollmentId)).documents.id_document_image.pages[0]
    await until('the page is on its way', async () => (await pageOf())?.state === 'sending')
    request.destroy()
    await until('the page has failed', async () => (await pageOf())?.state === 'failed')
    expect(await pageOf()).toMatchObject({ failure: 'canceled', size: null })
    const { body } = await here.api.control('GET', `/enrollments/${id360Id}`)
    expect(body).toMatchObject({ stepsDone: [] })
    const { status } = await put(addressOf(enrollmentId), {
      start: PICTURES.front,
      size: PICTURES.front.byteLength,
    })
    expect(status).toBe(200)
  })
})
