import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openEvidence } from '@/lib/evidence/open-evidence'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { recaptureEvidence } from '@/lib/evidence/recapture-evidence'
import { viewEvidence } from '@/lib/evidence/view-evidence'
import { retryJob } from '@/lib/jobs/retry-job'
import { type CaptureDesk, openCaptureDesk } from '../fixtures/capture-desk'
import { ENGINES } from '../fixtures/test-desk'

describe.each(ENGINES)('all evidence on %s', (engine) => {
  let world: CaptureDesk
  beforeAll(async () => {
    world = await openCaptureDesk(engine)
  })
  beforeEach(() => world.faults([]))
  afterAll(() => world.close())

  const compliance = () => world.desk.as(world.desk.staff.compliance)
  const read = (enrollmentId: string) => readEvidence(compliance(), { enrollmentId })
  const bytesOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).bytes()
  const statesOf = async (enrollmentId: string) => {
    const { kinds } = await read(enrollmentId)
    return Object.fromEntries(Object.values(kinds).map(({ kind, state }) => [kind, state]))
  }

  it('of a signed OK is captured as ID360 serves it: report, proof slip, idclaim, each page of each document', async () => {
    const { id, id360Id } = await world.finished('OK')
    expect(await statesOf(id)).toEqual({
      report: 'pending',
      proof_slip: 'none',
      idclaim: 'none',
      document: 'none',
    })
    await world.runJobs()
    const view = await read(id)
    expect(await statesOf(id)).toEqual({
      report: 'captured',
      proof_slip: 'captured',
      idclaim: 'captured',
      document: 'captured',
    })
    const token = await world.api.login()
    const items = Object.values(view.kinds).flatMap((kind) => kind.items)
    expect(items.length).toBeGreaterThanOrEqual(7)
    for (const item of items) {
      const served = await world.api.call('GET', item.source, { token })
      expect([item.part, served.status]).toEqual([item.part, 200])
      const { stream } = await openEvidence(compliance(), { evidenceId: item.id, original: true })
      const kept = await bytesOf(stream)
      expect(createHash('sha256').update(kept).digest('hex')).toBe(item.sha256)
      // ID360 writes the report anew at each call; everything else is the same file.
      if (item.kind !== 'report') expect(Buffer.from(kept).equals(served.bytes)).toBe(true)
      expect(item).toMatchObject({ state: 'sound', origin: 'live', size: kept.byteLength, superseded: false })
    }
    const documents = view.kinds.document.items
    expect(documents.map(({ part }) => part)).toEqual(
      expect.arrayContaining([
        'identity_document/0',
        'identity_document/1',
        'proof_of_address/0',
        'selfie/0',
      ]),
    )
    expect(documents.every(({ hashMatch }) => hashMatch === true)).toBe(true)
    const types = new Set(documents.map(({ contentType }) => contentType))
    expect(types).toEqual(new Set(['image/jpeg', 'image/png', 'application/pdf']))
    expect(view.kinds.proof_slip.items).toMatchObject([
      { contentType: 'application/pdf', source: `/enrollment/${id360Id}/proof_slip` },
    ])
    expect(view.kinds.idclaim.items).toMatchObject([{ contentType: 'application/vnd.etsi.asic-e+zip' }])
    const names = items.map(({ fileName }) => fileName)
    expect(names).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^proof_slip_DOSSIER-\d+_OK_2026-11-23\.pdf$/),
        expect.stringMatching(/^idclaim_DOSSIER-\d+_OK_2026-11-23\.asice$/),
        'document_identity_document_2.jpg',
        'document_selfie_1.png',
      ]),
    )
    const leaves = Date.UTC(2026, 10, 23, 9, 30) + 60 * 24 * 3_600_000
    expect(view).toMatchObject({ leavesAt: leaves, hasLeft: false, canDownload: true })
  })

  it('of a KO has no idclaim, and nothing is owed', async () => {
    const { id } = await world.finished('KO')
    await world.runJobs()
    expect(await statesOf(id)).toMatchObject({ report: 'captured', proof_slip: 'captured', idclaim: 'none' })
    const simple = await world.finished('OK', { idclaim: false })
    await world.runJobs()
    expect((await read(simple.id)).kinds.idclaim).toMatchObject({ state: 'none', job: null })
  })

  it('that cannot be had of one kind is seen and retried alone', async () => {
    const { id, id360Id } = await world.finished('OK')
    await world.faults([{ evidence: 'idclaim', enrollmentId: id360Id, action: 'expired' }])
    await world.runJobs()
    expect(await statesOf(id)).toEqual({
      report: 'captured',
      proof_slip: 'captured',
      idclaim: 'failed',
      document: 'captured',
    })
    const { job } = (await read(id)).kinds.idclaim
    expect(job).toMatchObject({ state: 'dead', errorCode: 'gone' })
    expect(await world.auditOf(id)).toContainEqual({
      action: 'evidence.capture_failed',
      details: { kind: 'idclaim', error: 'gone', attempts: 1 },
    })
    await world.faults([])
    await retryJob(compliance(), { jobId: job?.id ?? '' })
    expect(await world.runJobs()).toBe(1)
    expect(await statesOf(id)).toMatchObject({ idclaim: 'captured' })
  })

  it('of the other kinds is captured though the report cannot be', async () => {
    const { id, id360Id } = await world.finished('OK')
    await world.faults([{ evidence: 'report', enrollmentId: id360Id, action: 'malformed' }])
    await world.runJobs()
    expect(await statesOf(id)).toEqual({
      report: 'pending',
      proof_slip: 'captured',
      idclaim: 'captured',
      document: 'none',
    })
  })

  it.each([
    ['cut by the line', 'truncate', 'id360.malformed_answer'],
    ['announced as if half were all', 'shorten', 'truncated'],
  ])('%s is never kept, of any kind', async (_, action, errorCode) => {
    const { id, id360Id } = await world.finished('OK')
    const kinds = ['proof_slip', 'idclaim'] as const
    await world.faults([
      ...kinds.map((evidence) => ({ evidence, enrollmentId: id360Id, action })),
      { pathPattern: '/document/.*', enrollmentId: id360Id, action },
    ])
    await world.runJobs()
    expect(await world.evidenceOf(id)).toMatchObject([{ kind: 'report' }])
    const view = await read(id)
    for (const kind of [...kinds, 'document'] as const) {
      expect(view.kinds[kind]).toMatchObject({ state: 'pending', job: { attempts: 1, errorCode } })
    }
    await world.faults([])
    world.desk.setClock(world.desk.clock() + 3_600_000)
    await world.runJobs()
    expect(await statesOf(id)).toMatchObject({
      proof_slip: 'captured',
      idclaim: 'captured',
      document: 'captured',
    })
  })

  it('that is whole and of the wrong type is kept, marked, and downloaded as what it is', async () => {
    const { id, id360Id } = await world.finished('OK')
    await world.faults([
      { evidence: 'proof_slip', enrollmentId: id360Id, action: 'wrong_type', disguised: true },
      { evidence: 'idclaim', enrollmentId: id360Id, action: 'wrong_type', disguised: true },
    ])
    await world.runJobs()
    const { kinds } = await read(id)
    for (const kind of ['proof_slip', 'idclaim'] as const) {
      expect(kinds[kind].items).toMatchObject([
        { state: 'wrong_type', contentType: 'application/octet-stream' },
      ])
      const opened = await openEvidence(compliance(), { evidenceId: kinds[kind].items[0]?.id ?? '' })
      expect(opened).toMatchObject({ contentType: 'application/octet-stream' })
      expect(opened.fileName).toMatch(/\.bin$/)
    }
    await world.faults([])
    await recaptureEvidence(compliance(), { enrollmentId: id, kind: 'proof_slip' })
    await world.runJobs()
    expect((await read(id)).kinds.proof_slip.items).toMatchObject([{ state: 'sound', versions: 2 }])
  })

  it('whose hash is not the one of the report is kept and says so, unless the line spoiled it once', async () => {
    const { id, id360Id } = await world.finished('OK')
    const spoiled = { pathPattern: '/document/.*', enrollmentId: id360Id, action: 'wrong_bytes' }
    await world.faults([{ ...spoiled, times: 1 }])
    await world.runJobs()
    const { items } = (await read(id)).kinds.document
    expect(items.map(({ hashMatch }) => hashMatch)).toEqual(items.map(() => true))
    const other = await world.finished('OK')
    await world.faults([{ ...spoiled, enrollmentId: other.id360Id }])
    await world.runJobs()
    const wrong = (await read(other.id)).kinds.document
    expect(wrong.state).toBe('captured')
    expect(wrong.items.map(({ hashMatch }) => hashMatch)).toEqual(items.map(() => false))
    expect(await world.auditOf(other.id)).toContainEqual(
      expect.objectContaining({ details: expect.objectContaining({ hashMismatch: true }) }),
    )
  })

  it('that fails for one document is captured for the others, and only that one is asked for again', async () => {
    const { id, id360Id } = await world.finished('OK')
    await world.faults([{ pathPattern: '/document/.*', enrollmentId: id360Id, action: 'truncate', times: 1 }])
    await world.runJobs()
    const before = (await world.evidenceOf(id, 'document')).length
    expect(await statesOf(id)).toMatchObject({ document: 'pending' })
    const calls = await documentCalls()
    world.desk.setClock(world.desk.clock() + 3_600_000)
    await world.runJobs()
    expect(await world.evidenceOf(id, 'document')).toHaveLength(before + 1)
    expect(await documentCalls()).toBe(calls + 1)
    expect(await statesOf(id)).toMatchObject({ document: 'captured' })
  })

  async function documentCalls(): Promise<number> {
    const { body } = await world.api.control('GET', '/stats')
    return (body as { calls: Record<string, number> }).calls.document_file_contents ?? 0
  }

  it('is viewed by those who may, in their groups, after it was written down who did', async () => {
    const { id } = await world.finished('OK')
    await world.runJobs()
    const [slip] = await world.evidenceOf(id, 'proof_slip')
    const evidenceId = slip?.id ?? ''
    for (const role of ['support', 'manager', 'admin'] as const) {
      const ctx = world.desk.as(world.desk.staff[role])
      await expect(viewEvidence(ctx, { evidenceId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(readEvidence(ctx, { enrollmentId: id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    const elsewhere = world.desk.as({ ...world.desk.staff.compliance, groupIds: [world.desk.otherGroupId] })
    await expect(viewEvidence(elsewhere, { evidenceId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readEvidence(elsewhere, { enrollmentId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const viewed = await viewEvidence(compliance(), { evidenceId })
    expect((await world.auditOf(id)).at(-1)).toEqual({
      action: 'evidence.viewed',
      details: { evidenceId, kind: 'proof_slip' },
    })
    expect(viewed).toMatchObject({
      contentType: 'application/pdf',
      enrollmentId: id,
      item: { state: 'sound' },
    })
    expect(
      Buffer.from(await bytesOf(viewed.stream))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })
})
