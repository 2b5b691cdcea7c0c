import { z } from '@hono/zod-openapi'
import { addRoute, type Operation } from '../http/add-route'
import { enrollmentOfApiKey } from '../http/authenticate'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import { commit } from '../journey/commit'
import { finalize } from '../journey/finalize'
import { processOf, refuseFinal } from '../journey/flow-rules'
import { begin } from '../journey/progress'
import { chosenRoute, offeredRoutes, takesSelfie } from '../processes'
import type { Sandbox } from '../sandbox'
import { API_BASE } from './api-base'

const FLOW = `${API_BASE}/enrollment/flow`

const refusals = { 400: 'Out of order', 401: 'Unknown api key', 409: 'Already final' }
const flow = (operation: Pick<Operation, 'id' | 'method' | 'path' | 'summary'>): Operation => ({
  ...operation,
  tag: 'Flow',
  security: 'apiKey',
  answer: { status: 204 },
  refusals,
})

/** The steps a business system does for the person, with `x-api-key` only [seed]; uploads stand apart. */
export function addFlowRoutes(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      ...flow({
        id: 'enrollment_info',
        method: 'get',
        path: `${FLOW}/enrollment_info`,
        summary: 'The routes the person may take.',
      }),
      answer: { schema: z.object({ routes: z.array(z.object({ id: z.number().int() })) }) },
    },
    (c) => {
      const enrollment = enrollmentOfApiKey(sandbox, c)
      refuseFinal(enrollment)
      return c.json({ routes: offeredRoutes(processOf(enrollment)).map(({ id }) => ({ id })) })
    },
  )

  addRoute(
    app,
    {
      ...flow({
        id: 'select_route',
        method: 'post',
        path: `${FLOW}/route/{route_id}/select`,
        summary: 'Choose a route.',
      }),
      params: z.object({ route_id: z.string() }),
      refusals: { ...refusals, 404: 'Not a route of this process' },
    },
    (c) => {
      const enrollment = enrollmentOfApiKey(sandbox, c)
      refuseFinal(enrollment)
      const process = processOf(enrollment)
      const route = offeredRoutes(process).find(({ id }) => String(id) === c.req.param('route_id'))
      if (!route) throw new Refusal(404, 'Route not found.')
      const other = enrollment.detail.routeId !== null && enrollment.detail.routeId !== route.id
      if (other && enrollment.detail.steps.length > 0)
        throw new Refusal(409, 'The journey is on another route.')
      begin(enrollment, Date.now())
      enrollment.detail.routeId = route.id
      commit(sandbox, enrollment, [])
      return c.body(null, 204)
    },
  )

  addRoute(
    app,
    {
      ...flow({ id: 'consent', method: 'post', path: `${FLOW}/consent`, summary: 'Give consent.' }),
      query: z.object({
        accepted_cgu: z.enum(['true', 'false']),
        accepted_biometry: z.enum(['true', 'false']).optional(),
      }),
    },
    (c) => {
      const enrollment = enrollmentOfApiKey(sandbox, c)
      refuseFinal(enrollment)
      const cgu = c.req.query('accepted_cgu') === 'true'
      const biometry = c.req.query('accepted_biometry') === 'true'
      if (!cgu) throw new Refusal(400, { accepted_cgu: ['The terms must be accepted.'] })
      const process = processOf(enrollment)
      const known = chosenRoute(process, enrollment.detail.routeId)
      const refused = known && takesSelfie(known.steps) && !biometry
      if (refused && !known.withoutBiometry) {
        throw new Refusal(400, { accepted_biometry: ['Biometry must be accepted for this process.'] })
      }
      if (refused && !enrollment.detail.consent) enrollment.detail.routeId = known.withoutBiometry?.id ?? null
      begin(enrollment, Date.now())
      enrollment.detail.consent ??= { cgu, biometry, at: Date.now() }
      commit(sandbox, enrollment, [])
      return c.body(null, 204)
    },
  )

  addRoute(
    app,
    flow({
      id: 'finalize_enrollment',
      method: 'post',
      path: `${FLOW}/finalize_enrollment`,
      summary: 'Everything is given: decide.',
    }),
    (c) => {
      const enrollment = enrollmentOfApiKey(sandbox, c)
      commit(sandbox, enrollment, finalize(enrollment, processOf(enrollment)))
      return c.body(null, 204)
    },
  )
}
