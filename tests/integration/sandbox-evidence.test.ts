import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { USER_ACCOUNT } from '@/lib/id360-sandbox/accounts'
import { KO_CAUSE_KEYS } from '@/lib/id360-sandbox/ko-causes'
import { ADVANCED_SIGNATURE, SIMPLE_CHECK } from '@/lib/id360-sandbox/processes'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { type ApiCaller, apiCaller } from '@/lib/id360-sandbox/testing/api-caller'

const TOP_LEVEL_KEYS =
  'id status identity_status reason status_codes all_status_codes version oid level environment id_verification_service process_id process_uuid process_name process_version client_id client_name creator_id creator_name client_reference creation_time starting_time finished_time accepted_cgu accepted_personal_data_processing uses_biometry enrollment identity documents steps extracted_data external_methods finalizer_reports previous_reports all_input_files archive_reference'.split(
    ' ',
  )

const code = z.looseObject({ code: z.string(), message: z.string() })
const codes = z.array(z.looseObject({ status_code: code, where: z.string() }))
const check = z.looseObject({ ref: z.string(), is_valid: z.boolean() })
/** The report as a careful reader takes it: what it needs, each place possibly missing. */
const reportSchema = z.looseObject({
  status: z.string(),
  all_status_codes: codes.optional(),
  all_status_code: codes.optional(),
  finalizer_reports: z
    .looseObject({
      validator_report: z
        .looseObject({
          validations: z.array(check),
          comparisons: z.array(z.looseObject({ ref: z.string(), is_equivalent: z.boolean() })),
          customs: z.array(check),
        })
        .optional(),
    })
    .optional(),
  steps: z.record(
    z.string(),
    z.looseObject({
      status: z.string(),
      status_codes: z.array(code),
      results: z.record(
        z.string(),
        z.array(
          z.looseObject({ callback_headers: z.array(z.object({ name: z.string(), value: z.string() })) }),
        ),
      ),
    }),
  ),
  documents: z.record(
    z.string(),
    z.looseObject({
      status: z.string(),
      files: z.array(z.object({ url: z.string(), hash: z.string(), hash_algorithm: z.literal('MD5') })),
    }),
  ),
})
type Report = z.infer<typeof reportSchema>

/** In which of the five places the report says why. A ref that stands twice fails only if it fails twice. */
function placesOf(report: Report): string[] {
  const validator = report.finalizer_reports?.validator_report
  const comparisons = validator?.comparisons ?? []
  const failedRefs = new Set(comparisons.map((one) => one.ref))
  for (const one of comparisons) if (one.is_equivalent) failedRefs.delete(one.ref)
  const places = {
    codes: (report.all_status_codes ?? report.all_status_code ?? []).length > 0,
    validations: (validator?.validations ?? []).some((one) => !one.is_valid),
    comparisons: failedRefs.size > 0,
    customs: (validator?.customs ?? []).some((one) => !one.is_valid),
    steps: Object.values(report.steps).some((one) => one.status === 'KO' && one.status_codes.length > 0),
  }
  return Object.entries(places).flatMap(([place, found]) => (found ? [place] : []))
}

describe('the evidence', () => {
  let sandbox: RunningSandbox
  let api: ApiCaller
  let token: string
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    api = apiCaller(sandbox.url)
    token = await api.login()
  })
  afterAll(() => sandbox.close())

  const get = (path: string) => api.call('GET', path, { token })
  const walk = (id: number, how: Record<string, unknown>) =>
    api.control('POST', `/enrollments/${id}/walk`, how)
  async function walked(how: Record<string, unknown>, fields = {}, process?: string) {
    const { id } = await api.create(token, fields, process)
    expect((await walk(id, how)).status).toBe(200)
    return id
  }
  async function reportOf(id: number): Promise<Report> {
    const answer = await get(`/enrollment/${id}/report`)
    expect(answer.status).toBe(200)
    return reportSchema.parse(answer.body)
  }

  it('has every key that was seen, and the same bytes each time', async () => {
    const id = await walked({ outcome: 'OK' }, { last_name: 'Exemple', group: 'agence-12', country: 'FR' })
    const one = await get(`/enrollment/${id}/report/?allow_draft=false`)
    expect(Object.keys(one.body as object)).toEqual(expect.arrayContaining(TOP_LEVEL_KEYS))
    expect(one.body).toMatchObject({
      status: 'OK',
      identity_status: 'OK',
      identity: { name: 'Exemple', first_names: expect.any(Array) },
      documents: { identity_document: { status: 'VALID' }, selfie: { status: 'VALID' } },
    })
    expect(placesOf(reportSchema.parse(one.body))).toEqual([])
    expect((await get(`/enrollment/${id}/report`)).bytes.equals(one.bytes)).toBe(true)
  })

  it('echoes the callback secrets where the real one does', async () => {
    const id = await walked(
      { outcome: 'OK' },
      {
        callback_endpoints: [
          { url: 'http://127.0.0.1:9/cb', on: ['E'], headers: [{ name: 'x-a', value: 'word-a' }] },
        ],
        callback_url: 'http://127.0.0.1:9/old',
        callback_headers: { 'x-b': 'word-b' },
      },
    )
    const secrets = [
      { name: 'x-a', value: 'word-a' },
      { name: 'x-b', value: 'word-b' },
    ]
    const report = await reportOf(id)
    expect(report).toMatchObject({ enrollment: { callback_headers: secrets } })
    const results = Object.values(report.steps).flatMap((step) => Object.values(step.results).flat())
    expect(results.length).toBeGreaterThanOrEqual(7)
    for (const result of results) expect(result.callback_headers).toEqual(secrets)
  })

  it.each([
    ['name-differs', ['codes', 'comparisons']],
    ['first-name-differs', ['codes', 'comparisons']],
    ['birth-date-differs', ['codes', 'comparisons']],
    ['document-expired', ['codes', 'validations']],
    ['document-invalid', ['codes', 'steps']],
    ['document-unreadable', ['codes', 'steps']],
    ['face-differs', ['codes', 'steps']],
    ['liveness-failed', ['steps']],
    ['phone-check-failed', ['codes', 'steps']],
    ['custom-check-failed', ['codes', 'customs']],
    ['silent-validation', ['validations']],
    ['singular-spelling', ['codes']],
    ['unknown-code', ['codes']],
    ['bare-report', ['steps']],
    ['several-reasons', ['codes', 'validations', 'comparisons', 'customs', 'steps']],
    ['both-spellings', ['codes']],
    ['expired-under-birth-name', ['codes', 'validations']],
    ['heic-unreadable', ['codes', 'steps']],
    ['constraints-not-met', ['codes']],
    ['injection-suspected', ['codes', 'steps']],
    ['model-failed', ['steps']],
    ['second-attempt', ['codes', 'steps']],
    ['unknown-everything', ['codes', 'validations', 'customs', 'steps']],
  ])('says of a KO by %s why in: %j', async (koCause, places) => {
    const report = await reportOf(await walked({ outcome: 'KO', koCause }))
    expect(report.status).toBe('KO')
    expect(placesOf(report)).toEqual(places)
  })

  it('has a test for every cause that can be chosen', () => {
    // The two others want a step this process lacks: sandbox-reports.test.ts has them.
    expect(KO_CAUSE_KEYS).toHaveLength(23 + 2)
  })

  it('spells, hides and repeats keys as the real one was seen to', async () => {
    const odd = await reportOf(await walked({ outcome: 'KO', koCause: 'singular-spelling' }))
    expect(odd).not.toHaveProperty('all_status_codes')
    expect(odd.all_status_code?.[0]?.status_code.code).toBe('VLD_DOCUMENT_INVALID')
    const bare = await reportOf(await walked({ outcome: 'KO', koCause: 'bare-report' }))
    expect(bare).not.toHaveProperty('finalizer_reports')
    const silent = await reportOf(await walked({ outcome: 'KO', koCause: 'silent-validation' }))
    expect(Object.values(silent.steps).map((step) => step.status)).toEqual(Array(7).fill('OK'))
    const names = silent.finalizer_reports?.validator_report?.comparisons.filter(
      (one) => one.ref === 'IDENTITY.NAME.name',
    )
    expect(names?.map((one) => one.is_equivalent)).toEqual([true, false])
    const liveness = await reportOf(await walked({ outcome: 'KO', koCause: 'liveness-failed' }))
    expect(liveness.steps.liveness$1?.status).toBe('KO')
  })

  it('comes after the verdict only, unless a draft is asked for', async () => {
    const { id } = await api.create(token)
    const path = `/enrollment/${id}/report`
    for (const query of ['', '?allow_draft=false', '?draft=false']) {
      const early = await get(`${path}${query}`)
      expect(early.status).toBe(409)
      expect(early.body).toEqual({ detail: expect.any(String) })
    }
    for (const query of ['?allow_draft=true', '/?draft=true']) {
      expect((await get(`${path}${query}`)).body).toMatchObject({ status: 'NEW', identity_status: null })
    }
    await walk(id, { outcome: 'CANCELED' })
    expect((await get(path)).status).toBe(409)
    expect((await get(`${path}?draft=true`)).body).toMatchObject({
      status: 'CANCELED',
      documents: { identity_document: { status: 'COLLECTED' } },
    })
    expect((await api.call('GET', path)).status).toBe(401)
  })

  it('is gone when it has expired, but stays in the archive, for users only', async () => {
    const id = await walked({ outcome: 'OK' }, {}, ADVANCED_SIGNATURE.uuid)
    await api.control('PUT', `/enrollments/${id}/report`, { expired: true })
    for (const path of ['report', 'proof_slip', 'idclaim']) {
      expect((await get(`/enrollment/${id}/${path}`)).status).toBe(404)
    }
    expect((await get(`/enrollment/${id}/report/archive`)).status).toBe(403)
    const user = await api.login(USER_ACCOUNT.username, USER_ACCOUNT.password)
    const archived = await api.call('GET', `/enrollment/${id}/report/archive/`, { token: user })
    expect(archived.body).toMatchObject({ id, status: 'OK' })
  })

  it('can be scripted: a status, then a size', async () => {
    const id = await walked({ outcome: 'OK' })
    await api.control('PUT', `/enrollments/${id}/report`, { reportStatus: 500 })
    expect((await get(`/enrollment/${id}/report`)).status).toBe(500)
    await api.control('PUT', `/enrollments/${id}/report`, { reportSizeBytes: 2_000_000 })
    const big = await get(`/enrollment/${id}/report`)
    expect(big.bytes.byteLength).toBeGreaterThan(1_990_000)
    expect(big.bytes.byteLength).toBeLessThan(2_010_000)
    await api.control('PUT', `/enrollments/${id}/report`, {})
    expect((await get(`/enrollment/${id}/report`)).bytes.byteLength).toBeLessThan(20_000)
  })

  it('has real pictures whose hashes are those of the report', async () => {
    const report = await reportOf(await walked({ outcome: 'OK' }))
    const files = Object.values(report.documents).flatMap((document) => document.files)
    expect(files).toHaveLength(4)
    for (const file of files) {
      const picture = await get(file.url)
      expect(picture.status).toBe(200)
      const isJpeg = picture.bytes.subarray(0, 3).toString('hex') === 'ffd8ff'
      const isPng = picture.bytes.subarray(1, 4).toString() === 'PNG'
      expect(picture.headers.get('content-type')).toBe(isJpeg ? 'image/jpeg' : isPng ? 'image/png' : '')
      expect(createHash('md5').update(picture.bytes).digest('hex')).toBe(file.hash)
    }
    const [file] = files
    expect((await api.call('GET', file?.url ?? '')).status).toBe(401)
    expect((await get(`${file?.url.split('?')[0]}?page_number=9`)).status).toBe(404)
    expect((await get('/document/12345/file_contents/')).status).toBe(404)
  })

  it('shows no selfie where none was taken', async () => {
    const report = await reportOf(await walked({ outcome: 'OK' }, {}, SIMPLE_CHECK.uuid))
    expect(Object.keys(report.documents)).toEqual(['identity_document'])
    const { id } = await api.create(token, {}, SIMPLE_CHECK.uuid)
    expect((await walk(id, { outcome: 'KO', koCause: 'face-differs' })).status).toBe(400)
  })

  it('has an idclaim for an OK of the process that makes one, and for nothing else', async () => {
    const phone = { custom_data: { authenticators: { phone_number: '+33639980012' } } }
    const id = await walked({ outcome: 'OK' }, phone, ADVANCED_SIGNATURE.uuid)
    const { bytes, headers } = await get(`/enrollment/${id}/idclaim`)
    expect(headers.get('content-type')).toBe('application/vnd.etsi.asic-e+zip')
    expect(bytes.toString()).toContain('+33639980012')

    const ko = await walked({ outcome: 'KO' }, {}, ADVANCED_SIGNATURE.uuid)
    expect((await get(`/enrollment/${ko}/idclaim`)).status).toBe(404)
    expect((await get(`/enrollment/${await walked({ outcome: 'OK' })}/idclaim`)).status).toBe(404)
  })
})
