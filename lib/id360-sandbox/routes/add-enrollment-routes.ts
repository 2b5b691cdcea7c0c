import { randomBytes } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { addRoute } from '../http/add-route'
import { bearerOf, enrollmentOfPath } from '../http/authenticate'
import { readJson } from '../http/read-body'
import { Refusal } from '../http/refusal'
import type { SandboxApp } from '../http/sandbox-env'
import { findProcess } from '../processes'
import type { Sandbox } from '../sandbox'
import { API_BASE } from './api-base'
import { createBodySchema, endpointsOfBody, personOf } from './create-body'
import { enrollmentObject, enrollmentObjectSchema } from './enrollment-object'

const API_KEY_BYTES = 20

/** Creating an enrollment [seed] and reading it again [guess: follows from its `url`]. */
export function addEnrollmentRoutes(app: SandboxApp, sandbox: Sandbox): void {
  addRoute(
    app,
    {
      id: 'create_enrollment',
      method: 'post',
      path: `${API_BASE}/process/{uuid}/enrollment`,
      tag: 'Enrollment',
      summary: 'Create an enrollment of a process.',
      security: 'token',
      params: z.object({ uuid: z.uuid() }),
      body: { schema: createBodySchema },
      answer: { schema: enrollmentObjectSchema },
      refusals: { 400: 'The faults by field', 401: 'No living token', 404: 'Unknown process' },
    },
    async (c) => {
      const bearer = bearerOf(sandbox, c)
      const process = findProcess(c.req.param('uuid') ?? '')
      if (!process) throw new Refusal(404, 'Process not found.')
      const body = await readJson(c, createBodySchema)
      const enrollment = sandbox.enrollments.insert(
        {
          apiKey: randomBytes(API_KEY_BYTES).toString('hex'),
          processUuid: process.uuid,
          status: 'NEW',
          reason: null,
          clientReference: body.client_reference ?? null,
          createdAt: Date.now(),
          startedAt: null,
          finishedAt: null,
          detail: {
            creator: bearer.username,
            browserCallbackUrl: body.browser_callback_url,
            person: personOf(body),
            idclaimPhone: body.custom_data?.authenticators?.phone_number ?? null,
            routeId: null,
            consent: null,
            declared: {},
            comparisons: [],
            uploads: {},
            steps: [],
            koCause: null,
            scenario: {},
            report: {},
          },
        },
        endpointsOfBody(body),
      )
      return c.json(enrollmentObject(sandbox, enrollment))
    },
  )

  addRoute(
    app,
    {
      id: 'get_enrollment',
      method: 'get',
      path: `${API_BASE}/enrollment/{id}`,
      tag: 'Enrollment',
      summary: 'The enrollment as it is now.',
      security: 'token',
      params: z.object({ id: z.string() }),
      answer: { schema: enrollmentObjectSchema },
      refusals: { 401: 'No living token', 404: 'Unknown enrollment' },
    },
    (c) => {
      bearerOf(sandbox, c)
      return c.json(enrollmentObject(sandbox, enrollmentOfPath(sandbox, c)))
    },
  )
}
