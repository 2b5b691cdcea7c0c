import { z } from '@hono/zod-openapi'
import { addRoute, type Operation } from '../http/add-route'
import { bearerOf, enrollmentOfPath } from '../http/authenticate'
import { Refusal } from '../http/refusal'
import type { SandboxApp, SandboxContext } from '../http/sandbox-env'
import { chooseForm } from '../idclaim/choose-form'
import { ASICE_MEDIA_TYPE } from '../idclaim/idclaim-forms'
import { processOf } from '../journey/flow-rules'
import type { Process } from '../processes'
import { buildReport, secretsOf } from '../reports/build-report'
import { writeReport } from '../reports/fill-report'
import { checkReport, hasVerdict } from '../reports/report-access'
import type { Sandbox } from '../sandbox'
import type { Enrollment } from '../store/enrollment'
import { API_BASE } from './api-base'

const evidence = (
  operation: Pick<Operation, 'id' | 'path' | 'summary' | 'answer' | 'query' | 'refusals'>,
) => ({
  ...operation,
  method: 'get' as const,
  tag: 'Evidence',
  security: 'token' as const,
  params: z.object({ id: z.string() }),
  refusals: { 401: 'No living token', 404: 'Unknown, or gone', ...operation.refusals },
})

/** `allow_draft` is also written `draft`; anything but `true` is the same as absent [seed]. */
const wantsDraft = (c: SandboxContext) =>
  c.req.query('allow_draft') === 'true' || c.req.query('draft') === 'true'

const binary = (bytes: Buffer, type: string, fileName: string) =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-length': String(bytes.byteLength),
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  })

async function reportAnswer(sandbox: Sandbox, enrollment: Enrollment): Promise<Response> {
  const endpoints = sandbox.enrollments.endpointsOf(enrollment.id)
  const report = await buildReport(enrollment, processOf(enrollment), endpoints)
  const text = writeReport(report, enrollment.detail.report.sizeBytes ?? 0, secretsOf(endpoints))
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}

/** The idclaim, made at the first call. The libraries that sign are loaded only then. */
async function idclaimOf(sandbox: Sandbox, enrollment: Enrollment, process: Process): Promise<Buffer> {
  const form = chooseForm(enrollment)
  const kept = sandbox.idclaims.find(enrollment.id, form)
  if (kept) return kept
  const [{ makeIdclaim }, authority] = await Promise.all([
    import('../idclaim/make-idclaim'),
    sandbox.authority(),
  ])
  return sandbox.idclaims.keep(enrollment.id, form, await makeIdclaim(enrollment, process, form, authority))
}

/** Report, archive, proof slip and idclaim. */
export function addEvidenceRoutes(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    evidence({
      id: 'enrollment_report',
      path: `${API_BASE}/enrollment/{id}/report`,
      summary: 'The JSON report, once there is a verdict; a draft before, on request.',
      query: z.object({
        allow_draft: z.enum(['true', 'false']).optional(),
        draft: z.enum(['true', 'false']).optional(),
      }),
      refusals: { 409: 'No verdict yet' },
    }),
    (c) => {
      bearerOf(sandbox, c)
      const enrollment = enrollmentOfPath(sandbox, c)
      const { status } = enrollment.detail.report
      if (status) return Response.json({ detail: `Scripted ${status}.` }, { status })
      checkReport(enrollment, wantsDraft(c))
      return reportAnswer(sandbox, enrollment)
    },
  )

  addRoute(
    app,
    evidence({
      id: 'enrollment_report_archive',
      path: `${API_BASE}/enrollment/{id}/report/archive`,
      summary: 'The archived report, for user accounts only.',
      refusals: { 403: 'An application account' },
    }),
    (c) => {
      const bearer = bearerOf(sandbox, c)
      if (bearer.kind === 'application') throw new Refusal(403, 'Only users may read archived reports.')
      const enrollment = enrollmentOfPath(sandbox, c)
      if (!hasVerdict(enrollment)) throw new Refusal(404, 'Not found.')
      return reportAnswer(sandbox, enrollment)
    },
  )

  addRoute(
    app,
    evidence({
      id: 'enrollment_proof_slip',
      path: `${API_BASE}/enrollment/{id}/proof_slip`,
      summary: 'The PDF report.',
      answer: { type: 'application/pdf', schema: z.string() },
      refusals: { 409: 'No verdict yet' },
    }),
    async (c) => {
      bearerOf(sandbox, c)
      const enrollment = enrollmentOfPath(sandbox, c)
      checkReport(enrollment, false)
      const { proofSlip } = await import('../proof-slip/proof-slip')
      const bytes = await proofSlip(enrollment, processOf(enrollment))
      return binary(bytes, 'application/pdf', `proof_slip_${enrollment.id}.pdf`)
    },
  )

  addRoute(
    app,
    evidence({
      id: 'enrollment_idclaim',
      path: `${API_BASE}/enrollment/{id}/idclaim`,
      summary: 'The idclaim (ASiC-E), for an OK of a process that makes one.',
      answer: { type: ASICE_MEDIA_TYPE, schema: z.string() },
    }),
    async (c) => {
      bearerOf(sandbox, c)
      const enrollment = enrollmentOfPath(sandbox, c)
      const process = processOf(enrollment)
      // A KO has no idclaim [guess]: it would claim an identity that was refused.
      if (!process.makesIdclaim || enrollment.status !== 'OK') throw new Refusal(404, 'Not found.')
      checkReport(enrollment, false)
      return binary(
        await idclaimOf(sandbox, enrollment, process),
        ASICE_MEDIA_TYPE,
        `idclaim_${enrollment.id}.asice`,
      )
    },
  )
}
