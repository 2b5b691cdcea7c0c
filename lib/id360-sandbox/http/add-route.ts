import { createRoute, z } from '@hono/zod-openapi'
import type { SandboxApp, SandboxContext } from './sandbox-env'

type Schema = z.ZodType

/** One operation: how it is described and what answers it. Paths use `{name}` for parameters. */
export type Operation = {
  id: string
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  tag: string
  summary: string
  security?: 'token' | 'apiKey'
  params?: z.ZodObject
  query?: z.ZodObject
  body?: { schema: Schema; type?: string }
  /** The answer when all is well; without a schema it is described by its type alone. */
  answer?: { status?: number; description?: string; schema?: Schema; type?: string }
  /** The refusals it can give, by status. */
  refusals?: Partial<Record<400 | 401 | 403 | 404 | 409 | 413, string>>
}

const anything = z.record(z.string(), z.unknown())

/**
 * Registers an operation in the OpenAPI description and answers it.
 * Bodies are parsed by the handlers themselves: the refusals must look as ID360's do, not as the library's.
 */
export function addRoute(
  app: SandboxApp,
  operation: Operation,
  handler: (c: SandboxContext) => Response | Promise<Response>,
): void {
  const { answer = {}, body } = operation
  const type = answer.type ?? 'application/json'
  const status = answer.status ?? 200
  const refusals = Object.entries(operation.refusals ?? {}).map(([code, description]) => [
    code,
    { description, content: { 'application/json': { schema: anything } } },
  ])
  app.openAPIRegistry.registerPath(
    createRoute({
      operationId: operation.id,
      method: operation.method,
      path: operation.path,
      tags: [operation.tag],
      summary: operation.summary,
      ...(operation.security && { security: [{ [operation.security]: [] }] }),
      request: {
        ...(operation.params && { params: operation.params }),
        ...(operation.query && { query: operation.query }),
        ...(body && { body: { content: { [body.type ?? 'application/json']: { schema: body.schema } } } }),
      },
      responses: {
        [status]: {
          description: answer.description ?? (status === 204 ? 'Done, nothing to say' : 'Done'),
          ...(status !== 204 && { content: { [type]: { schema: answer.schema ?? anything } } }),
        },
        ...Object.fromEntries(refusals),
      },
    }),
  )
  app.on(operation.method.toUpperCase(), operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => {
    c.set('operation', operation.id)
    return handler(c)
  })
}
