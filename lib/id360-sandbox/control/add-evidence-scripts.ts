import { z } from '@hono/zod-openapi'
import { addRoute } from '../http/add-route'
import { enrollmentOfPath } from '../http/authenticate'
import { readJson } from '../http/read-body'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import { IDCLAIM_FORMS } from '../idclaim/idclaim-forms'
import { commit } from '../journey/commit'
import { processOf } from '../journey/flow-rules'
import { koCauseFor } from '../journey/walk'
import { stepsOf } from '../processes'
import { hasVerdict } from '../reports/report-access'
import type { Sandbox } from '../sandbox'
import { CONTROL_BASE } from './control-base'
import { koCauseSchema, reportScriptSchema } from './walk-schema'

const one = `${CONTROL_BASE}/enrollments/{id}`
const params = z.object({ id: z.string() })
const tag = 'Control: evidence'
const refusals = { 400: 'The faults by field', 404: 'Unknown enrollment' }

const revisionSchema = z.strictObject({
  status: z.enum(['OK', 'KO']).optional().describe('The verdict the report tells from now on'),
  koCause: koCauseSchema.optional().describe('With KO: why; document-invalid by default'),
})
const idclaimSchema = z.strictObject({
  form: z.enum(IDCLAIM_FORMS).nullable().describe('null: each in turn, by the id'),
})

/** Scripting the evidence of one enrollment: how its report is answered, that it changes, how its idclaim is signed. */
export function addEvidenceScripts(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'control_script_report',
      method: 'put',
      path: `${one}/report`,
      tag,
      summary: 'How the report is answered: a status, a size, or as if expired.',
      params,
      body: { schema: reportScriptSchema },
      refusals,
    },
    async (c) => {
      const script = await readJson(c, reportScriptSchema)
      const enrollment = enrollmentOfPath(sandbox, c)
      enrollment.detail.report = {
        ...(script.reportStatus && { status: script.reportStatus }),
        ...(script.reportSizeBytes && { sizeBytes: script.reportSizeBytes }),
        ...(script.expired && { expired: true }),
      }
      commit(sandbox, enrollment, [])
      return c.json(enrollment.detail.report)
    },
  )

  addRoute(
    app,
    {
      id: 'control_revise_report',
      method: 'post',
      path: `${one}/report/revise`,
      tag,
      summary:
        'The report changes after the verdict: a later fetch differs, in a detail or in the verdict too.',
      params,
      body: { schema: revisionSchema },
      refusals: { ...refusals, 409: 'No verdict yet' },
    },
    async (c) => {
      const { status, koCause } = await readJson(c, revisionSchema)
      const enrollment = enrollmentOfPath(sandbox, c)
      if (!hasVerdict(enrollment)) throw new Refusal(409, `This enrollment is ${enrollment.status}.`)
      const steps = stepsOf(processOf(enrollment), enrollment.detail.routeId)
      const cause = koCauseFor(
        status ?? '',
        koCause,
        steps.map((step) => step.name),
      )
      enrollment.detail.revision = {
        ...enrollment.detail.revision,
        count: (enrollment.detail.revision?.count ?? 0) + 1,
        ...(status && { status, koCause: cause ?? undefined }),
      }
      commit(sandbox, enrollment, [])
      return c.json(enrollment.detail.revision)
    },
  )

  addRoute(
    app,
    {
      id: 'control_script_idclaim',
      method: 'put',
      path: `${one}/idclaim`,
      tag,
      summary: 'How the idclaim is signed: CAdES or XAdES, baseline B, T (timestamp) or LT (also OCSP).',
      params,
      body: { schema: idclaimSchema },
      refusals,
    },
    async (c) => {
      const { form } = await readJson(c, idclaimSchema)
      const enrollment = enrollmentOfPath(sandbox, c)
      enrollment.detail.idclaimForm = form ?? undefined
      commit(sandbox, enrollment, [])
      return c.json({ form })
    },
  )
}
