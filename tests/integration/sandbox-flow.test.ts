import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectPage } from '@/lib/id360-sandbox/journey/inspect-page'
import { COUNTER_CHECK, LINK_ONLY, SIMPLE_CHECK, TWO_ROUTES } from '@/lib/id360-sandbox/processes'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller, type CreatedEnrollment } from '@/lib/id360-sandbox/testing/api-caller'
import { type CallbackReceiver, startCallbackReceiver } from '@/lib/id360-sandbox/testing/callback-receiver'
import { waitUntil } from '@/lib/id360-sandbox/testing/wait-until'

const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG = Buffer.concat([PNG_START, Buffer.alloc(64), Buffer.from('IEND')])
const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.alloc(64),
  Buffer.from([0xff, 0xd9]),
])
const PDF = Buffer.from('%PDF-1.7 fictional %%EOF')
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(16)])
const MB = 1024 * 1024

describe('the journey made by the business system', () => {
  let sandbox: RunningSandbox
  let receiver: CallbackReceiver
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    receiver = await startCallbackReceiver()
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  afterAll(async () => {
    await sandbox.close()
    await receiver.close()
  })

  const start = (fields: Record<string, unknown> = {}, process?: string) =>
    api.create(token, { callback_endpoints: [{ url: receiver.url, on: [] }], ...fields }, process)
  const flow = (enrollment: CreatedEnrollment, method: string, path: string, body?: unknown) =>
    api.call(method, `/enrollment/flow${path}`, { headers: { 'x-api-key': enrollment.api_key }, body })
  const consent = (enrollment: CreatedEnrollment) =>
    flow(enrollment, 'POST', '/consent/?accepted_cgu=true&accepted_biometry=true')
  const upload = (enrollment: CreatedEnrollment, name: string, page: number, total: number, bytes: Buffer) =>
    flow(enrollment, 'POST', `/document/${name}/?total_pages=${total}&uploaded_page=${page}`, bytes)
  const finalize = (enrollment: CreatedEnrollment) => flow(enrollment, 'POST', '/finalize_enrollment')
  const statusOf = async (enrollment: CreatedEnrollment) =>
    (await api.call('GET', `/enrollment/${enrollment.id}`, { token })).body
  const received = (enrollment: CreatedEnrollment) =>
    receiver.received.filter(({ body }) => body.id === enrollment.id).map(({ body }) => body)

  it('goes from the routes to OK, and tells of each step when it is done', async () => {
    const enrollment = await start({ last_name: 'Exemple', client_reference: 'D-9' })
    const info = await flow(enrollment, 'GET', '/enrollment_info/')
    expect(info.body).toEqual({ routes: [{ id: 275128 }] })
    expect((await flow(enrollment, 'POST', '/route/275128/select/')).status).toBe(204)
    expect(await statusOf(enrollment)).toMatchObject({ status: 'STARTED', starting_time: expect.any(String) })
    expect((await consent(enrollment)).status).toBe(204)
    expect((await upload(enrollment, 'id_document_image', 1, 2, JPEG)).status).toBe(204)
    expect(received(enrollment)).toEqual([])
    expect((await upload(enrollment, 'id_document_image', 0, 2, PNG)).status).toBe(204)
    await waitUntil('the document is told', () => received(enrollment).length === 4)
    expect((await upload(enrollment, 'selfie_image_upload', 0, 1, JPEG)).status).toBe(204)
    await waitUntil('the selfie is told', () => received(enrollment).length === 7)
    expect((await finalize(enrollment)).status).toBe(204)
    expect(await statusOf(enrollment)).toMatchObject({ status: 'OK', finished_time: expect.any(String) })
    await waitUntil('the end is told', () => received(enrollment).length === 8)

    const bodies = received(enrollment)
    expect(bodies.map((body) => body.enrollment_step?.name)).toEqual([
      'profile',
      'phone_detection',
      'id_document',
      'fake_photo_id',
      'liveness$0',
      'liveness$1',
      'facecomparison',
      undefined,
    ])
    expect(bodies.slice(0, 7).map((body) => body.steps_status)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((done) => ({ done, total: 7 })),
    )
    expect(bodies[0]).toMatchObject({ status: 'STARTED', enrollment_step: { type: 'ProfileDataStep' } })
    expect(bodies[7]).toMatchObject({ status: 'OK', client_reference: 'D-9', reason: null })
  })

  it('wants consent before documents, and every page before the end', async () => {
    const enrollment = await start({}, SIMPLE_CHECK.uuid)
    expect((await upload(enrollment, 'id_document_image', 0, 2, PNG)).status).toBe(400)
    expect((await flow(enrollment, 'POST', '/consent/?accepted_cgu=false')).status).toBe(400)
    expect((await finalize(enrollment)).status).toBe(400)
    expect((await consent(enrollment)).status).toBe(204)
    expect((await upload(enrollment, 'id_document_image', 0, 2, PNG)).status).toBe(204)
    expect((await finalize(enrollment)).status).toBe(400)
    expect((await upload(enrollment, 'id_document_image', 1, 2, PNG)).status).toBe(204)
    expect((await finalize(enrollment)).status).toBe(204)
  })

  it('lets nothing happen after the end', async () => {
    const enrollment = await start({}, SIMPLE_CHECK.uuid)
    await api.control('POST', `/enrollments/${enrollment.id}/walk`, { outcome: 'OK' })
    expect((await consent(enrollment)).status).toBe(409)
    expect((await flow(enrollment, 'GET', '/enrollment_info')).status).toBe(409)
    expect((await flow(enrollment, 'POST', '/route/275129/select')).status).toBe(409)
    expect((await upload(enrollment, 'id_document_image', 0, 1, PNG)).status).toBe(409)
    expect((await finalize(enrollment)).status).toBe(409)
    const compare = await api.call('POST', `/enrollment/${enrollment.id}/control/data/name`, {
      token,
      body: 'X',
    })
    expect(compare.status).toBe(409)
    expect(compare.body).toEqual({ detail: expect.any(String) })
  })

  it('takes jpg, png, pdf and heic by their bytes, and nothing else', async () => {
    const enrollment = await start()
    await consent(enrollment)
    for (const [page, bytes] of [JPEG, PNG, PDF, HEIC].entries()) {
      expect((await upload(enrollment, 'id_document_image', page, 5, bytes)).status).toBe(204)
    }
    for (const bytes of [Buffer.from('GIF89a-fictional'), Buffer.from('<svg/>'), Buffer.alloc(0)]) {
      expect((await upload(enrollment, 'id_document_image', 4, 5, bytes)).status).toBe(400)
    }
  })

  it('refuses a PDF of more pages than an identity document has', async () => {
    const enrollment = await start()
    await consent(enrollment)
    const pdf = (pages: number) =>
      Buffer.from(`%PDF-1.7 << /Type /Pages >> ${'<< /Type /Page >> '.repeat(pages)} %%EOF`)
    const refused = await upload(enrollment, 'id_document_image', 0, 1, pdf(11))
    expect([refused.status, refused.body]).toEqual([400, { detail: expect.stringContaining('10 pages') }])
    expect((await upload(enrollment, 'id_document_image', 0, 1, pdf(10))).status).toBe(204)
  })

  it('counts the pages of a PDF that comes in pieces as if it came whole', () => {
    const text = `%PDF-1.7 << /Type /Pages >> ${'<< /Type /Page >> '.repeat(7)}`
    for (const size of [1, 3, 7, 16, 100]) {
      const inspection = inspectPage()
      for (let at = 0; at < text.length; at += size) inspection.add(Buffer.from(text.slice(at, at + size)))
      expect(inspection.pdfPages()).toBe(7)
    }
  })

  it('gives KO, and says why, when a file of the document breaks off', async () => {
    const enrollment = await start({}, SIMPLE_CHECK.uuid)
    await consent(enrollment)
    await upload(enrollment, 'id_document_image', 0, 2, JPEG.subarray(0, -2))
    await upload(enrollment, 'id_document_image', 1, 2, JPEG)
    expect((await finalize(enrollment)).status).toBe(204)
    expect(await statusOf(enrollment)).toMatchObject({ status: 'KO', reason: 'MDL_INPUT_INVALID' })
  })

  it('goes on without the selfie where biometry may be refused, and nowhere else', async () => {
    const refuse = (enrollment: CreatedEnrollment) =>
      flow(enrollment, 'POST', '/consent/?accepted_cgu=true&accepted_biometry=false')
    const needed = await start()
    const answer = await refuse(needed)
    expect([answer.status, Object.keys(answer.body ?? {})]).toEqual([400, ['accepted_biometry']])
    const optional = await start({}, COUNTER_CHECK.uuid)
    expect((await flow(optional, 'POST', '/route/275133/select/')).status).toBe(204)
    expect((await refuse(optional)).status).toBe(204)
    expect((await upload(optional, 'id_document_image', 0, 1, PNG)).status).toBe(204)
    expect((await upload(optional, 'selfie_image_upload', 0, 1, PNG)).status).toBe(400)
    expect((await finalize(optional)).status).toBe(204)
    expect(await statusOf(optional)).toMatchObject({ status: 'OK' })
    await waitUntil('the end is told', () => received(optional).some((body) => body.status === 'OK'))
    expect(received(optional).map((body) => body.enrollment_step?.name)).not.toContain('facecomparison')
  })

  it('still wants the selfie where biometry was accepted', async () => {
    const enrollment = await start({}, COUNTER_CHECK.uuid)
    await consent(enrollment)
    await upload(enrollment, 'id_document_image', 0, 1, PNG)
    expect((await finalize(enrollment)).status).toBe(400)
    await upload(enrollment, 'selfie_image_upload', 0, 1, PNG)
    expect((await finalize(enrollment)).status).toBe(204)
  })

  it('offers no route where only the person can do it', async () => {
    const enrollment = await start({}, LINK_ONLY.uuid)
    expect((await flow(enrollment, 'GET', '/enrollment_info/')).body).toEqual({ routes: [] })
    expect((await flow(enrollment, 'POST', '/route/275135/select/')).status).toBe(404)
  })

  it('refuses more than 9.5 MB a document, counting all its pages', async () => {
    const enrollment = await start()
    await consent(enrollment)
    const big = (size: number) => Buffer.concat([PNG, Buffer.alloc(size)])
    expect((await upload(enrollment, 'id_document_image', 0, 2, big(9.5 * MB))).status).toBe(413)
    expect((await upload(enrollment, 'id_document_image', 0, 2, big(9 * MB))).status).toBe(204)
    expect((await upload(enrollment, 'id_document_image', 1, 2, big(MB))).status).toBe(413)
    expect((await upload(enrollment, 'id_document_image', 1, 2, PNG)).status).toBe(204)
  })

  it('refuses page numbers that make no sense', async () => {
    const enrollment = await start()
    await consent(enrollment)
    for (const [page, total] of [
      [1, 1],
      [0, 0],
      [-1, 2],
    ] as const) {
      expect((await upload(enrollment, 'id_document_image', page, total, PNG)).status).toBe(400)
    }
    expect((await flow(enrollment, 'POST', '/document/id_document_image/', PNG)).status).toBe(400)
    expect((await upload(enrollment, 'id_document_image', 0, 2, PNG)).status).toBe(204)
    expect((await upload(enrollment, 'id_document_image', 1, 3, PNG)).status).toBe(400)
    expect((await upload(enrollment, 'passport', 0, 1, PNG)).status).toBe(404)
  })

  it('knows people by their key only', async () => {
    const enrollment = await start()
    expect((await api.call('GET', '/enrollment/flow/enrollment_info', { token })).status).toBe(401)
    const wrong = { ...enrollment, api_key: 'x'.repeat(40) }
    expect((await flow(wrong, 'GET', '/enrollment_info')).status).toBe(401)
  })

  it('offers two routes, and wants one chosen', async () => {
    const enrollment = await start({}, TWO_ROUTES.uuid)
    const info = await flow(enrollment, 'GET', '/enrollment_info/')
    expect(info.body).toEqual({ routes: [{ id: 275131 }, { id: 275132 }] })
    await consent(enrollment)
    expect((await finalize(enrollment)).status).toBe(400)
    expect((await flow(enrollment, 'POST', '/route/275128/select/')).status).toBe(404)
    expect((await flow(enrollment, 'POST', '/route/275132/select/')).status).toBe(204)
    expect((await finalize(enrollment)).status).toBe(204)
    await waitUntil('three callbacks', () => received(enrollment).length === 3)
    expect(received(enrollment).map((body) => body.enrollment_step?.name)).toEqual([
      'profile',
      'digital_identity',
      undefined,
    ])
  })
})

describe('the comparison of data with the document', () => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  afterAll(() => sandbox.close())

  const compare = (enrollment: CreatedEnrollment, name: string, value: string, locked = true) =>
    api.call('POST', `/enrollment/${enrollment.id}/control/data/${name}/?locked=${locked}`, {
      token,
      body: value,
    })
  async function verdictOf(enrollment: CreatedEnrollment) {
    const headers = { 'x-api-key': enrollment.api_key }
    await api.call('POST', '/enrollment/flow/consent?accepted_cgu=true', { headers })
    const page = '/enrollment/flow/document/id_document_image?total_pages=1&uploaded_page=0'
    await api.call('POST', page, { headers, body: PNG })
    expect((await api.call('POST', '/enrollment/flow/finalize_enrollment', { headers })).status).toBe(204)
    return (await api.call('GET', `/enrollment/${enrollment.id}/report`, { token })).body
  }
  const created = (fields: Record<string, unknown>) => api.create(token, fields, SIMPLE_CHECK.uuid)

  it('passes when only accents, case and hyphens differ', async () => {
    const enrollment = await created({ last_name: 'DUPONT FICTIF', first_name: 'Elise' })
    expect((await compare(enrollment, 'name', 'Dupont-Fictif')).status).toBe(204)
    expect((await compare(enrollment, 'first_name', 'Élise')).status).toBe(204)
    expect((await compare(enrollment, 'birth_date', '1990-01-31')).status).toBe(204)
    expect(await verdictOf(enrollment)).toMatchObject({ status: 'OK' })
  })

  it('leads to KO when the document says otherwise, and the report says what differs', async () => {
    const enrollment = await created({ last_name: 'Exemple', first_name: 'Noé' })
    await api.control('PUT', `/enrollments/${enrollment.id}/scenario`, {
      identity: { first_name: 'Gaspard' },
    })
    await compare(enrollment, 'first_name', 'Noé')
    const report = (await verdictOf(enrollment)) as {
      status: string
      finalizer_reports: { validator_report: { comparisons: { ref: string; is_equivalent: boolean }[] } }
    }
    expect(report.status).toBe('KO')
    const failed = report.finalizer_reports.validator_report.comparisons.filter((one) => !one.is_equivalent)
    expect(failed).toContainEqual(
      expect.objectContaining({ ref: 'IDENTITY.FIRST_NAME.first_name', value1: 'Noé', value2: 'Gaspard' }),
    )
  })

  it('keeps a locked value, replaces a free one, and refuses nonsense', async () => {
    const enrollment = await created({})
    expect((await compare(enrollment, 'name', 'Un', false)).status).toBe(204)
    expect((await compare(enrollment, 'name', 'Deux')).status).toBe(204)
    expect((await compare(enrollment, 'name', 'Trois')).status).toBe(409)
    expect((await compare(enrollment, 'shoe_size', '42')).status).toBe(400)
    expect((await compare(enrollment, 'birth_date', '  ')).status).toBe(400)
    const path = `/enrollment/${enrollment.id}/control/data/name`
    expect((await api.call('POST', path, { body: 'X' })).status).toBe(401)
  })
})
