import { z } from '@hono/zod-openapi'
import { addRoute } from '../http/add-route'
import { bearerOf, enrollmentOfPath } from '../http/authenticate'
import { readText } from '../http/read-body'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import { commit } from '../journey/commit'
import { isComparedName } from '../journey/compare-data'
import { refuseFinal } from '../journey/flow-rules'
import type { Sandbox } from '../sandbox'
import { API_BASE } from './api-base'

/** A value to compare with the document, raw in the body [seed]. A locked one cannot be changed: 409 [guess]. */
export function addCompareRoute(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'control_data',
      method: 'post',
      path: `${API_BASE}/enrollment/{id}/control/data/{name}`,
      tag: 'Flow',
      summary: 'Give a value to compare with the document.',
      security: 'token',
      params: z.object({ id: z.string(), name: z.enum(['name', 'first_name', 'birth_date']) }),
      query: z.object({ locked: z.enum(['true', 'false']).optional() }),
      body: { schema: z.string().describe('The value, raw'), type: 'text/plain' },
      answer: { status: 204 },
      refusals: {
        400: 'Empty or unknown data',
        401: 'No living token',
        404: 'Unknown enrollment',
        409: 'Locked or already final',
      },
    },
    async (c) => {
      bearerOf(sandbox, c)
      const name = c.req.param('name') ?? ''
      enrollmentOfPath(sandbox, c)
      if (!isComparedName(name)) throw new Refusal(400, `"${name}" cannot be compared.`)
      const value = (await readText(c)).trim()
      if (value === '') throw new Refusal(400, 'The value is empty.')
      const enrollment = enrollmentOfPath(sandbox, c)
      refuseFinal(enrollment)
      const { comparisons } = enrollment.detail
      if (comparisons.some((one) => one.name === name && one.locked)) {
        throw new Refusal(409, `"${name}" is locked.`)
      }
      enrollment.detail.comparisons = [
        ...comparisons.filter((one) => one.name !== name),
        { name, value, locked: c.req.query('locked') === 'true' },
      ]
      commit(sandbox, enrollment, [])
      return c.body(null, 204)
    },
  )
}
