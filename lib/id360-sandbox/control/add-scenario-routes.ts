import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { addRoute } from '../http/add-route'
import { enrollmentOfPath } from '../http/authenticate'
import { readJson } from '../http/read-body'
import type { SandboxApp } from '../http/sandbox-env'
import { commit } from '../journey/commit'
import { processOf, refuseFinal } from '../journey/flow-rules'
import { koCauseFor, walk } from '../journey/walk'
import { stepsOf } from '../processes'
import type { Sandbox } from '../sandbox'
import { CONTROL_BASE } from './control-base'
import { enrollmentDetailView, enrollmentView } from './enrollment-view'
import { scenarioSchema, walkSchema } from './walk-schema'

const one = `${CONTROL_BASE}/enrollments/{id}`
const params = z.object({ id: z.string() })
const tag = 'Control: enrollments'
const unknown = { 404: 'Unknown enrollment' }
const PAGE = 100

/** Scripting one enrollment: walk it, send any callback, decide how it ends. */
export function addScenarioRoutes(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'control_list_enrollments',
      method: 'get',
      path: `${CONTROL_BASE}/enrollments`,
      tag,
      summary: 'The enrollments, newest first.',
      query: z.object({ limit: z.string().optional(), offset: z.string().optional() }),
    },
    (c) => {
      const limit = Math.min(Number(c.req.query('limit')) || PAGE, 1000)
      const page = sandbox.enrollments.newestFirst(limit, Number(c.req.query('offset')) || 0)
      const enrollments = page.enrollments.map((enrollment) => enrollmentView(sandbox, enrollment))
      return c.json({ total: page.total, enrollments })
    },
  )

  addRoute(
    app,
    {
      id: 'control_get_enrollment',
      method: 'get',
      path: one,
      tag,
      summary: 'One enrollment with its deliveries and their attempts.',
      params,
      refusals: unknown,
    },
    (c) => c.json(enrollmentDetailView(sandbox, enrollmentOfPath(sandbox, c))),
  )

  addRoute(
    app,
    {
      id: 'control_walk',
      method: 'post',
      path: `${one}/walk`,
      tag,
      summary: 'Walk the whole journey at once and send its callbacks as wanted.',
      params,
      body: { schema: walkSchema },
      answer: { schema: z.object({ id: z.number(), status: z.string(), callbacks: z.number() }) },
      refusals: { 400: 'The faults by field', ...unknown, 409: 'Already final' },
    },
    async (c) => {
      const how = await readJson(c, walkSchema)
      const enrollment = enrollmentOfPath(sandbox, c)
      const { callbacks } = walk(sandbox, enrollment, how)
      return c.json({ id: enrollment.id, status: enrollment.status, callbacks })
    },
  )

  const scriptedCallback = z.strictObject({
    body: z.unknown().describe('Any JSON; a string is sent as it is, JSON or not'),
    repeat: z.int().min(1).max(1000).default(1),
  })
  addRoute(
    app,
    {
      id: 'control_send_callback',
      method: 'post',
      path: `${one}/callbacks`,
      tag,
      summary: 'Send any body to every endpoint of the enrollment, whatever its `on`.',
      params,
      body: { schema: scriptedCallback },
      refusals: unknown,
    },
    async (c) => {
      const { body, repeat } = await readJson(c, scriptedCallback)
      const enrollment = enrollmentOfPath(sandbox, c)
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? null)
      const status = String((body as { status?: unknown } | null)?.status ?? '')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const endpoints = sandbox.enrollments.endpointsOf(enrollment.id)
      const queued = endpoints.flatMap((endpoint) =>
        Array.from({ length: repeat }, () =>
          sandbox.deliveries.insert({
            enrollmentId: enrollment.id,
            endpointId: endpoint.id,
            body: text,
            sha256,
            status,
            createdAt: Date.now(),
            dueAt: 0,
          }),
        ),
      )
      sandbox.deliverer.add(queued)
      return c.json({ callbacks: queued.length, sha256 })
    },
  )

  addRoute(
    app,
    {
      id: 'control_set_scenario',
      method: 'put',
      path: `${one}/scenario`,
      tag,
      summary: 'How the journey ends when it is finished through the API.',
      params,
      body: { schema: scenarioSchema },
      refusals: { 400: 'The faults by field', ...unknown, 409: 'Already final' },
    },
    async (c) => {
      const scenario = await readJson(c, scenarioSchema)
      const enrollment = enrollmentOfPath(sandbox, c)
      refuseFinal(enrollment)
      const steps = stepsOf(processOf(enrollment), enrollment.detail.routeId)
      koCauseFor(
        scenario.outcome ?? '',
        scenario.koCause,
        steps.map((step) => step.name),
      )
      enrollment.detail.scenario = scenario
      commit(sandbox, enrollment, [])
      return c.json(scenario)
    },
  )
}
