import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ADVANCED_SIGNATURE } from '@/lib/id360-sandbox/processes'
import { type EvidenceDesk, startEvidenceDesk } from '@/lib/id360-sandbox/testing/evidence-desk'

const KINDS = ['report', 'proof_slip', 'idclaim', 'documents'] as const
type Kind = (typeof KINDS)[number]

describe('faults of the evidence', () => {
  let desk: EvidenceDesk
  let id: number
  let document: { url: string; hash: string }
  beforeAll(async () => {
    desk = await startEvidenceDesk()
    id = await desk.walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
    const { body } = await desk.get(`/enrollment/${id}/report`)
    const { documents } = body as { documents: Record<string, { files: (typeof document)[] }> }
    document = documents.identity_document?.files[0] ?? { url: '', hash: '' }
    expect(document.url).not.toBe('')
  })
  beforeEach(async () => {
    await desk.api.control('DELETE', '/faults')
  })
  afterAll(() => desk.close())

  const pathOf = (kind: Kind) => (kind === 'documents' ? document.url : `/enrollment/${id}/${kind}`)
  /** Without parsing: what comes may be anything. */
  async function fetchRaw(kind: Kind, signal?: AbortSignal) {
    const answer = await fetch(`${desk.sandbox.url}/api/1.0.0${pathOf(kind)}`, {
      headers: { authorization: `Token ${desk.token}` },
      signal,
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, headers: answer.headers, bytes }
  }
  async function script(rules: unknown[], seed?: number) {
    const answer = await desk.api.control('PUT', '/faults', { rules, seed })
    expect(answer.status).toBe(200)
  }

  it.each(KINDS)('can cut off, shorten, flip, replace or hide: %s', async (evidence) => {
    const right = await fetchRaw(evidence)
    expect(right.status).toBe(200)
    const whole = right.bytes.byteLength

    await script([{ evidence, action: 'truncate', times: 1 }])
    await expect(fetchRaw(evidence)).rejects.toThrow()

    await script([{ evidence, action: 'shorten', times: 1 }])
    const short = await fetchRaw(evidence)
    expect(short.bytes.equals(right.bytes.subarray(0, Math.floor(whole / 2)))).toBe(true)
    expect(Number(short.headers.get('content-length'))).toBe(short.bytes.byteLength)

    await script([{ evidence, action: 'wrong_bytes', times: 1 }])
    const flipped = await fetchRaw(evidence)
    expect(flipped.bytes.byteLength).toBe(whole)
    expect(flipped.bytes.equals(right.bytes)).toBe(false)
    expect(flipped.headers.get('content-type')).toBe(right.headers.get('content-type'))

    await script([
      { evidence, action: 'wrong_type', times: 1 },
      { evidence, action: 'wrong_type', disguised: true, times: 1 },
    ])
    const page = await fetchRaw(evidence)
    expect(page.headers.get('content-type')).toContain('text/html')
    const disguised = await fetchRaw(evidence)
    expect(disguised.headers.get('content-type')).toBe(right.headers.get('content-type'))
    for (const { bytes } of [page, disguised]) expect(bytes.toString()).toContain('<!doctype html>')

    await script([{ evidence, action: 'expired', times: 1 }])
    expect((await fetchRaw(evidence)).status).toBe(404)
    expect((await fetchRaw(evidence)).bytes.equals(right.bytes)).toBe(true)
  })

  it.each(KINDS)('can reset, stall or refuse: %s', async (evidence) => {
    await script([{ evidence, action: 'reset', times: 1 }])
    await expect(fetchRaw(evidence)).rejects.toThrow()
    for (const action of ['stall', 'stall_midway']) {
      await script([{ evidence, action, times: 1 }])
      await expect(fetchRaw(evidence, AbortSignal.timeout(150))).rejects.toMatchObject({
        name: 'TimeoutError',
      })
    }
    await script([{ evidence, action: 'stall_midway', ms: 20, times: 1 }])
    await expect(fetchRaw(evidence)).rejects.toThrow()
    await script([{ evidence, action: 'status', status: 429, retryAfter: 3, times: 1 }])
    const busy = await fetchRaw(evidence)
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '3'])
    expect((await fetchRaw(evidence)).status).toBe(200)
  })

  it('give a document another hash than the report says', async () => {
    await script([{ evidence: 'documents', action: 'wrong_bytes' }])
    const { bytes, headers } = await fetchRaw('documents')
    expect(headers.get('content-type')).toBe('image/jpeg')
    expect(createHash('md5').update(bytes).digest('hex')).not.toBe(document.hash)
  })

  it('strike only the kind and the enrollment they are for', async () => {
    const other = await desk.walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
    await script([{ evidence: 'report', enrollmentId: other, action: 'status', status: 503 }])
    expect((await desk.get(`/enrollment/${other}/report`)).status).toBe(503)
    expect((await desk.get(`/enrollment/${other}/proof_slip`)).status).toBe(200)
    expect((await desk.get(`/enrollment/${other}`)).status).toBe(200)
    expect((await fetchRaw('report')).status).toBe(200)
    await script([{ enrollmentId: id, action: 'status', status: 503 }])
    expect((await fetchRaw('documents')).status).toBe(503)
    expect((await desk.get(`/enrollment/${other}/idclaim`)).status).toBe(200)
  })

  it('leave a refusal what it is', async () => {
    await script([{ evidence: 'report', action: 'wrong_bytes' }])
    const { id: open } = await desk.api.create(desk.token)
    expect((await desk.get(`/enrollment/${open}/report`)).body).toEqual({ detail: expect.any(String) })
  })

  it('come at random with a seed, the same again whatever the order of the calls', async () => {
    const rules = [
      { evidence: 'proof_slip', action: 'status', status: 503, probability: 0.3 },
      { evidence: 'proof_slip', action: 'status', status: 429, probability: 0.3 },
    ]
    const ids = [id, await desk.walked({ outcome: 'OK' }), await desk.walked({ outcome: 'KO' })]
    async function luck(order: number[], seed: number) {
      await script(rules, seed)
      const statuses = new Map<number, number[]>(ids.map((one) => [one, []]))
      for (let round = 0; round < 12; round += 1) {
        for (const one of order) {
          const { status } = await desk.get(`/enrollment/${one}/proof_slip`)
          statuses.get(one)?.push(status)
        }
      }
      return ids.map((one) => statuses.get(one))
    }
    const first = await luck(ids, 42)
    expect(new Set(first.flat())).toEqual(new Set([200, 429, 503]))
    expect(await luck([...ids].reverse(), 42)).toEqual(first)
    expect(await luck(ids, 43)).not.toEqual(first)
  })

  it('let tokens die at random', async () => {
    await script([{ pathPattern: '/user/whoami$', action: 'expire_tokens', probability: 0.3 }], 7)
    const statuses: number[] = []
    let token = await desk.api.login()
    for (let call = 0; call < 40; call += 1) {
      const { status } = await desk.api.call('GET', '/user/whoami/', { token })
      statuses.push(status)
      if (status === 401) token = await desk.api.login()
    }
    expect(new Set(statuses)).toEqual(new Set([200, 401]))
    desk.token = await desk.api.login()
  })

  it('are refused without a target', async () => {
    const answer = await desk.api.control('PUT', '/faults', { rules: [{ action: 'reset' }] })
    expect(answer.status).toBe(400)
    const unknown = { rules: [{ evidence: 'portrait', action: 'reset' }] }
    expect((await desk.api.control('PUT', '/faults', unknown)).status).toBe(400)
  })
})
