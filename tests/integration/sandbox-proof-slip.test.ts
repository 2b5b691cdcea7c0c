import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADVANCED_SIGNATURE } from '@/lib/id360-sandbox/processes'
import { type EvidenceDesk, startEvidenceDesk } from '@/lib/id360-sandbox/testing/evidence-desk'
import { readPdf } from '@/lib/id360-sandbox/testing/read-pdf'

describe('the proof slip', () => {
  let desk: EvidenceDesk
  beforeAll(async () => {
    desk = await startEvidenceDesk()
  })
  afterAll(() => desk.close())

  const slipOf = async (id: number) => {
    const answer = await desk.get(`/enrollment/${id}/proof_slip`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(Number(answer.headers.get('content-length'))).toBe(answer.bytes.byteLength)
    return answer.bytes
  }

  it('is a PDF of several numbered pages whose text can be selected, accents included', async () => {
    const fields = {
      last_name: 'Éxemple (Test)',
      first_name: 'Anaïs Œdipa',
      client_reference: 'réf. n° 12',
      address_line_1: '3 rue de l’Été',
    }
    const { title, pages } = await readPdf(await slipOf(await desk.walked({ outcome: 'OK' }, fields)))
    expect(title).toMatch(/^Attestation de vérification d’identité n° \d+$/)
    expect(pages).toHaveLength(3)
    const [first = '', second = '', third = ''] = pages
    for (const words of ['Identité vérifiée (OK)', 'Éxemple (Test)', 'Anaïs Œdipa', 'réf. n° 12', 'l’Été']) {
      expect(first).toContain(words)
    }
    expect(second).toContain('Étapes')
    expect(second).toContain('Preuve de vie (2e défi)')
    expect(third).toContain('Pièce d’identité')
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`Page ${index + 1} / 3`)
      expect(text).toContain('SPÉCIMEN')
    }
  })

  it('lists each document with the hash the report gives', async () => {
    const id = await desk.walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
    const report = (await desk.get(`/enrollment/${id}/report`)).body as {
      documents: Record<string, { files: { hash: string }[] }>
    }
    const hashes = Object.values(report.documents).flatMap(({ files }) => files.map(({ hash }) => hash))
    expect(hashes).toHaveLength(5)
    const { pages } = await readPdf(await slipOf(id))
    for (const hash of hashes) expect(pages.at(-1)).toContain(hash)
  })

  it('tells why an identity was refused', async () => {
    const id = await desk.walked({ outcome: 'KO', koCause: 'document-expired' })
    const { pages } = await readPdf(await slipOf(id))
    expect(pages[0]).toContain('Identité refusée (KO)')
    expect(pages[0]).toContain('Motif : Document expiré')
    expect(pages[0]).toContain('VLD_VALIDATION_KO')
  })

  it('has the same bytes each time it is fetched, and others for somebody else', async () => {
    const id = await desk.walked({ outcome: 'OK' }, { last_name: 'Exemple' })
    const first = await slipOf(id)
    expect((await slipOf(id)).equals(first)).toBe(true)
    expect((await slipOf(await desk.walked({ outcome: 'OK' }, { last_name: 'Exemple' }))).equals(first)).toBe(
      false,
    )
  })

  it('goes on over more pages when a value is very long, and survives letters its fonts do not have', async () => {
    const id = await desk.walked(
      { outcome: 'OK' },
      { last_name: 'Łukasz 王', client_reference: 'mot '.repeat(2500) },
    )
    const { pages } = await readPdf(await slipOf(id))
    expect(pages.length).toBeGreaterThan(3)
    expect(pages.join(' ')).toContain('?ukasz ?')
  })

  it('comes only with a verdict', async () => {
    const { id } = await desk.api.create(desk.token)
    expect((await desk.get(`/enrollment/${id}/proof_slip`)).status).toBe(409)
    expect((await desk.api.call('GET', `/enrollment/${id}/proof_slip`)).status).toBe(401)
  })
})
