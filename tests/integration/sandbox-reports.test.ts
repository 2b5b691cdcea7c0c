import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_ACCOUNT, USER_ACCOUNT } from '@/lib/id360-sandbox/accounts'
import { ADVANCED_SIGNATURE, TWO_ROUTES } from '@/lib/id360-sandbox/processes'
import { type EvidenceDesk, startEvidenceDesk } from '@/lib/id360-sandbox/testing/evidence-desk'

type Comparison = { ref: string; field2: string; is_equivalent: boolean }
type Report = {
  status: string
  reason: string | null
  version: string
  all_status_codes?: { status_code: { code: string } }[]
  all_status_code?: { status_code: { code: string } }[]
  identity: Record<string, unknown>
  steps: Record<
    string,
    { status: string; status_codes: { code: string }[]; results: Record<string, unknown[]> }
  >
  documents: Record<string, { status: string }>
  external_methods: Record<string, unknown>
  extracted_data: Record<string, unknown>
  previous_reports: unknown[]
  finalizer_reports: { validator_report?: { comparisons: Comparison[] } }
}

/** Counts the values of a JSON tree and how deep it goes. */
function measure(value: unknown, depth = 0): { values: number; depth: number } {
  if (typeof value !== 'object' || value === null) return { values: 1, depth }
  let total = { values: 1, depth }
  for (const child of Object.values(value)) {
    const inner = measure(child, depth + 1)
    total = { values: total.values + inner.values, depth: Math.max(total.depth, inner.depth) }
  }
  return total
}

describe('the reports', () => {
  let desk: EvidenceDesk
  beforeAll(async () => {
    desk = await startEvidenceDesk()
  })
  afterAll(() => desk.close())

  async function reportOf(id: number): Promise<Report> {
    const answer = await desk.get(`/enrollment/${id}/report`)
    expect(answer.status).toBe(200)
    return answer.body as Report
  }
  const koReport = async (koCause: string, process?: string) =>
    reportOf(await desk.walked({ outcome: 'KO', koCause }, {}, process))

  it('can have both spellings of the status codes at once, and repeat a code', async () => {
    const both = await koReport('both-spellings')
    expect(both.all_status_codes?.map((one) => one.status_code.code)).toEqual(['VLD_DOCUMENT_INVALID'])
    expect(both.all_status_code?.map((one) => one.status_code.code)).toEqual([
      'VLD_DOCUMENT_INVALID',
      'MDL_INPUT_INVALID',
    ])
    const several = await koReport('several-reasons')
    const codes = several.all_status_codes?.map((one) => one.status_code.code) ?? []
    expect(codes.length).toBeGreaterThan(new Set(codes).size)
  })

  it('can be KO while every step is OK', async () => {
    const report = await koReport('constraints-not-met')
    expect(report.status).toBe('KO')
    expect(Object.values(report.steps).map((step) => step.status)).toEqual(Array(7).fill('OK'))
    expect(report.all_status_codes?.[0]?.status_code.code).toBe('COV_FAILED')
  })

  it('compare the name twice: with the birth name it can pass although the first comparison failed', async () => {
    const report = await koReport('expired-under-birth-name')
    const names = (report.finalizer_reports.validator_report?.comparisons ?? [])
      .filter((one) => one.ref === 'IDENTITY.NAME.name')
      .map((one) => [one.field2, one.is_equivalent])
    expect(names).toEqual([
      ['identity_document.name', false],
      ['identity_document.birth_name', true],
    ])
  })

  it('show what an identity provider answered, when one took part', async () => {
    async function digital(how: Record<string, unknown>): Promise<Report> {
      const created = await desk.api.create(desk.token, {}, TWO_ROUTES.uuid)
      const path = `/enrollment/flow/route/${TWO_ROUTES.routes[1]?.id}/select/`
      const headers = { 'x-api-key': created.api_key, 'content-type': 'text/plain' }
      expect((await desk.api.call('POST', path, { headers })).status).toBe(204)
      const walk = await desk.api.control('POST', `/enrollments/${created.id}/walk`, how)
      expect(walk.status).toBe(200)
      return reportOf(created.id)
    }
    expect((await digital({ outcome: 'OK' })).external_methods).toMatchObject({
      digital_identity: { status: 'OK', results: { identity: [{ level: 'substantial' }] } },
    })
    const refused = await digital({ outcome: 'KO', koCause: 'external-identity-refused' })
    expect(refused.external_methods).toMatchObject({
      digital_identity: {
        status: 'KO',
        status_codes: [{ code: 'EIM_RESPONSE_KO' }],
        results: { identity: [{ identity: null, error: { code: 'user_unknown' } }] },
      },
    })
    expect((await koReport('name-differs')).external_methods).toEqual({})
  })

  it('can refuse a proof of address, where one is asked for', async () => {
    const report = await koReport('address-refused', ADVANCED_SIGNATURE.uuid)
    expect(report.steps.proof_of_address?.status).toBe('KO')
    expect(report.documents.proof_of_address?.status).toBe('INVALID')
  })

  it('remember an earlier attempt', async () => {
    expect((await koReport('second-attempt')).previous_reports).toMatchObject([
      { status: 'KO', reason: 'MDL_INPUT_INVALID', steps: { id_document: { status: 'KO' } } },
    ])
    expect((await koReport('name-differs')).previous_reports).toEqual([])
  })

  it('can hold steps, statuses, refs and keys nobody has documented, with secrets in them', async () => {
    const headers = [{ name: 'x-secret', value: 'a-secret-word' }]
    const fields = { callback_endpoints: [{ url: 'http://127.0.0.1:9/', on: ['E'], headers }] }
    const id = await desk.walked({ outcome: 'KO', koCause: 'unknown-everything' }, fields)
    const report = await reportOf(id)
    expect(report).toMatchObject({
      xqz_flags: ['A', 'B', 'C'],
      steps: { xqz_step$0: { status: 'KO', results: { xqz: [{ nested: { callback_headers: headers } }] } } },
    })
  })

  it('can be as big as 5 MB, of thousands of nested results, without losing anything', async () => {
    const headers = [{ name: 'x-secret', value: 'a-secret-word' }]
    const fields = { callback_endpoints: [{ url: 'http://127.0.0.1:9/', on: ['E'], headers }] }
    const id = await desk.walked({ outcome: 'KO', koCause: 'several-reasons' }, fields)
    const small = await reportOf(id)
    await desk.api.control('PUT', `/enrollments/${id}/report`, { reportSizeBytes: 5_000_000 })
    const { bytes } = await desk.get(`/enrollment/${id}/report`)
    expect(Math.abs(bytes.byteLength - 5_000_000)).toBeLessThan(5000)
    expect((await desk.get(`/enrollment/${id}/report`)).bytes.equals(bytes)).toBe(true)

    const big = JSON.parse(bytes.toString()) as Report
    expect(big).toMatchObject(small)
    const { values, depth } = measure(big)
    expect(values).toBeGreaterThan(100_000)
    expect(depth).toBeGreaterThanOrEqual(8)
    let longest = 0
    for (const [, text = ''] of bytes.toString().matchAll(/"([^"]*)"/g)) {
      longest = Math.max(longest, text.length)
    }
    expect(longest).toBeLessThan(200)
    expect(bytes.toString().split('a-secret-word').length).toBeGreaterThan(20)
  })

  it('can change after the verdict: in a detail, then in the verdict, while the enrollment stays', async () => {
    const id = await desk.walked({ outcome: 'OK' })
    const path = `/enrollments/${id}/report/revise`
    const first = await reportOf(id)
    expect((await desk.api.control('POST', path, {})).body).toEqual({ count: 1 })
    const second = await reportOf(id)
    expect(second).toMatchObject({ status: 'OK', version: '2.1.1', identity: { nationality: 'UTO' } })
    expect(second.identity.gender).not.toBe(first.identity.gender)
    expect(await reportOf(id)).toEqual(second)

    const verdict = { status: 'KO', koCause: 'face-differs' }
    expect((await desk.api.control('POST', path, verdict)).status).toBe(200)
    const third = await reportOf(id)
    expect(third).toMatchObject({ status: 'KO', identity_status: 'KO', reason: 'MDL_CHALLENGE_NOT_MET' })
    expect(third.steps.facecomparison).toMatchObject({
      status: 'KO',
      status_codes: [{ code: 'MDL_CHALLENGE_NOT_MET' }],
    })
    expect((await desk.get(`/enrollment/${id}`)).body).toMatchObject({ status: 'OK' })

    await desk.api.control('POST', path, { status: 'OK' })
    expect(await reportOf(id)).toMatchObject({ status: 'OK', reason: null, version: '2.1.3' })
  })

  it('cannot change before there is one, nor for a reason its process cannot have', async () => {
    const { id } = await desk.api.create(desk.token)
    expect((await desk.api.control('POST', `/enrollments/${id}/report/revise`, {})).status).toBe(409)
    const done = await desk.walked({ outcome: 'OK' })
    const wrong = { status: 'KO', koCause: 'address-refused' }
    expect((await desk.api.control('POST', `/enrollments/${done}/report/revise`, wrong)).status).toBe(400)
  })

  it('stay in the archive when expired: for a user, for an admin with the second factor, for nobody else', async () => {
    const id = await desk.walked({ outcome: 'KO', koCause: 'document-expired' })
    const before = await desk.get(`/enrollment/${id}/report`)
    await desk.api.control('PUT', `/enrollments/${id}/report`, { expired: true })
    expect((await desk.get(`/enrollment/${id}/report`)).status).toBe(404)
    const archive = `/enrollment/${id}/report/archive`
    expect((await desk.get(archive)).status).toBe(403)
    expect((await desk.api.call('GET', archive)).status).toBe(401)

    const { username, password, secondFactor } = ADMIN_ACCOUNT
    const login = (body: unknown) => desk.api.call('POST', '/user/login/', { body })
    expect((await login({ username, password })).status).toBe(401)
    expect((await login({ username, password, token: '000000' })).status).toBe(401)
    const { token: admin } = (await login({ username, password, token: secondFactor })).body as {
      token: string
    }
    const user = await desk.api.login(USER_ACCOUNT.username, USER_ACCOUNT.password)
    for (const token of [admin, user]) {
      const answer = await desk.api.call('GET', archive, { token })
      expect(answer.status).toBe(200)
      expect(answer.bytes.equals(before.bytes)).toBe(true)
    }
    const { id: open } = await desk.api.create(desk.token)
    expect((await desk.api.call('GET', `/enrollment/${open}/report/archive`, { token: user })).status).toBe(
      404,
    )
  })
})
