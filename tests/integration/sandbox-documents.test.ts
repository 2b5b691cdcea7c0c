import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADVANCED_SIGNATURE } from '@/lib/id360-sandbox/processes'
import { type EvidenceDesk, startEvidenceDesk } from '@/lib/id360-sandbox/testing/evidence-desk'
import { readPdf } from '@/lib/id360-sandbox/testing/read-pdf'

type Files = Record<
  string,
  { status: string; files: { url: string; hash: string; hash_algorithm: string }[] }
>

/** Width and height of a JPEG, from its frame header. */
function jpegSize(bytes: Buffer): { width: number; height: number } {
  let at = 2
  while (at < bytes.byteLength) {
    const marker = bytes.readUInt16BE(at)
    if (marker >= 0xffc0 && marker <= 0xffc2) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  throw new Error('no frame header')
}

const pngSize = (bytes: Buffer) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) })

describe('the documents of a report', () => {
  let desk: EvidenceDesk
  beforeAll(async () => {
    desk = await startEvidenceDesk()
  })
  afterAll(() => desk.close())

  const documentsOf = async (id: number) =>
    ((await desk.get(`/enrollment/${id}/report`)).body as { documents: Files }).documents

  it('are JPEG, PNG and PDF of a readable size, each with the hash the report gives', async () => {
    const fields = { last_name: 'Exemple', address_line_1: '7 allée des Spécimens', city: 'Fiction' }
    const documents = await documentsOf(await desk.walked({ outcome: 'OK' }, fields, ADVANCED_SIGNATURE.uuid))
    expect(Object.keys(documents)).toEqual(['identity_document', 'selfie', 'liveness', 'proof_of_address'])
    expect(documents.identity_document?.files).toHaveLength(2)
    const seen: string[] = []
    for (const { url, hash, hash_algorithm } of Object.values(documents).flatMap(({ files }) => files)) {
      const { bytes, headers } = await desk.get(url)
      expect(hash_algorithm).toBe('MD5')
      expect(createHash('md5').update(bytes).digest('hex')).toBe(hash)
      const type = headers.get('content-type') ?? ''
      seen.push(type)
      if (type === 'application/pdf') continue
      const { width, height } = type === 'image/jpeg' ? jpegSize(bytes) : pngSize(bytes)
      expect(width).toBeGreaterThanOrEqual(600)
      expect(height).toBeGreaterThanOrEqual(400)
    }
    expect(seen).toEqual(['image/jpeg', 'image/jpeg', 'image/png', 'image/png', 'application/pdf'])
  })

  it('include a proof of address in the person’s name, as a PDF', async () => {
    const fields = { last_name: 'Exemple', address_line_1: '7 allée des Spécimens', city: 'Fiction' }
    const { proof_of_address } = await documentsOf(
      await desk.walked({ outcome: 'OK' }, fields, ADVANCED_SIGNATURE.uuid),
    )
    const { bytes } = await desk.get(proof_of_address?.files[0]?.url ?? '')
    const text = (await readPdf(bytes)).pages.join(' ')
    for (const words of ['7 allée des Spécimens', 'Exemple', 'SPECIMEN']) expect(text).toContain(words)
  })

  it('are the same at each fetch, and other bytes for another enrollment', async () => {
    const hashes = async (id: number) =>
      Object.values(await documentsOf(id)).flatMap(({ files }) => files.map(({ hash }) => hash))
    const ids = [await desk.walked({ outcome: 'OK' }), await desk.walked({ outcome: 'OK' })]
    const [one = [], other = []] = await Promise.all(ids.map(hashes))
    expect(await hashes(ids[0] ?? 0)).toEqual(one)
    expect(new Set([...one, ...other]).size).toBe(8)
  })

  it('can be a HEIC picture, and are judged by their step', async () => {
    const documents = await documentsOf(await desk.walked({ outcome: 'KO', koCause: 'heic-unreadable' }))
    expect(documents.identity_document?.status).toBe('INVALID')
    expect(documents.selfie?.status).toBe('VALID')
    const [front, back] = documents.identity_document?.files ?? []
    const heic = await desk.get(front?.url ?? '')
    expect(heic.headers.get('content-type')).toBe('image/heic')
    expect(heic.bytes.subarray(4, 12).toString('latin1')).toBe('ftypheic')
    expect(createHash('md5').update(heic.bytes).digest('hex')).toBe(front?.hash)
    expect((await desk.get(back?.url ?? '')).headers.get('content-type')).toBe('image/jpeg')
  })
})
