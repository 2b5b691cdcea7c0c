import { z } from '@hono/zod-openapi'
import { addRoute } from '../http/add-route'
import { readJson } from '../http/read-body'
import type { SandboxApp } from '../http/sandbox-env'
import type { Sandbox } from '../sandbox'
import { CONTROL_BASE } from './control-base'
import { faultsSchema } from './fault-schema'

const EXPORT_PAGE = 2000

/** One line a delivery, JSON, in the order of creation; read page by page, so a big export costs no memory. */
function* exportLines(sandbox: Sandbox): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let after = 0
  while (true) {
    const page = sandbox.deliveries.after(after, EXPORT_PAGE)
    if (page.length === 0) return
    const lines = page.map((one) =>
      JSON.stringify({
        enrollmentId: one.enrollmentId,
        sha256: one.sha256,
        status: one.status,
        delivered: one.state === 'delivered',
        attempts: one.attempts,
      }),
    )
    yield encoder.encode(`${lines.join('\n')}\n`)
    after = page.at(-1)?.id ?? after
  }
}

/** Faults for everybody, and what the sandbox has seen and sent. */
export function addObservationRoutes(app: SandboxApp, sandbox: Sandbox): void {
  const faults = `${CONTROL_BASE}/faults`
  const tag = 'Control: faults and observation'
  addRoute(app, { id: 'control_get_faults', method: 'get', path: faults, tag, summary: 'The faults.' }, (c) =>
    c.json(sandbox.faults.current()),
  )
  addRoute(
    app,
    {
      id: 'control_set_faults',
      method: 'put',
      path: faults,
      tag,
      summary: 'Replace the faults. The first rule that matches a call strikes.',
      body: { schema: faultsSchema },
      refusals: { 400: 'The faults by field' },
    },
    async (c) => c.json(sandbox.faults.set(await readJson(c, faultsSchema))),
  )
  addRoute(
    app,
    {
      id: 'control_clear_faults',
      method: 'delete',
      path: faults,
      tag,
      summary: 'All is well again.',
      answer: { status: 204 },
    },
    (c) => {
      sandbox.faults.clear()
      return c.body(null, 204)
    },
  )

  addRoute(
    app,
    {
      id: 'control_deliveries',
      method: 'get',
      path: `${CONTROL_BASE}/deliveries`,
      tag,
      summary: 'How many callbacks are delivered, pending, given up; with pending=1 also those pending.',
      query: z.object({ pending: z.enum(['1']).optional() }),
      answer: {
        schema: z.object({
          total: z.number(),
          delivered: z.number(),
          pending: z.number(),
          dead: z.number(),
          deliveries: z.array(z.record(z.string(), z.unknown())).optional(),
        }),
      },
    },
    (c) => {
      sandbox.deliverer.flush()
      const counts = sandbox.deliveries.counts()
      if (c.req.query('pending') !== '1') return c.json(counts)
      return c.json({ ...counts, deliveries: sandbox.deliveries.after(0, 100, 'pending') })
    },
  )
  addRoute(
    app,
    {
      id: 'control_export_deliveries',
      method: 'get',
      path: `${CONTROL_BASE}/deliveries/export`,
      tag,
      summary: 'Every delivery, as JSON lines.',
      answer: { type: 'application/x-ndjson', schema: z.string() },
    },
    () => {
      sandbox.deliverer.flush()
      const lines = exportLines(sandbox)
      const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const { value, done } = lines.next()
          if (done) controller.close()
          else controller.enqueue(value)
        },
      })
      return new Response(stream, { headers: { 'content-type': 'application/x-ndjson' } })
    },
  )

  addRoute(
    app,
    {
      id: 'control_expire_tokens',
      method: 'post',
      path: `${CONTROL_BASE}/tokens/expire`,
      tag,
      summary: 'All tokens die now.',
      answer: { status: 204 },
    },
    (c) => {
      sandbox.tokens.expireAll()
      return c.body(null, 204)
    },
  )
  addRoute(
    app,
    {
      id: 'control_stats',
      method: 'get',
      path: `${CONTROL_BASE}/stats`,
      tag,
      summary: 'Calls by operation since the start, logins, living tokens.',
    },
    (c) => {
      const calls = sandbox.log.calls()
      return c.json({ logins: calls.login ?? 0, calls, tokensAlive: sandbox.tokens.alive() })
    },
  )
  addRoute(
    app,
    {
      id: 'control_requests',
      method: 'get',
      path: `${CONTROL_BASE}/requests`,
      tag,
      summary: 'The last calls to the API, without bodies or secrets.',
      query: z.object({ last: z.string().optional() }),
    },
    (c) => c.json({ requests: sandbox.log.last(Number(c.req.query('last')) || 100) }),
  )
}
