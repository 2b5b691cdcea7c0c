import { z } from '@hono/zod-openapi'
import { toId360Time, toId360TimeOrNull } from '../id360-time'
import { findProcess } from '../processes'
import type { Sandbox } from '../sandbox'
import { STATUSES } from '../statuses'
import type { Enrollment } from '../store/enrollment'
import { API_BASE } from './api-base'

const time = z.string().describe('ISO, UTC, without zone')

export const enrollmentObjectSchema = z.object({
  url: z.string(),
  id: z.number().int(),
  process: z.number().int(),
  api_key: z.string().min(31).describe('The link for the person is made of it: a secret'),
  browser_callback_url: z.string(),
  client_reference: z.string().nullable(),
  status: z.enum(STATUSES),
  reason: z.string().nullable(),
  creation_time: time,
  starting_time: time.nullable(),
  finished_time: time.nullable(),
  callback_endpoints: z.array(
    z.object({ url: z.string(), on: z.array(z.string()), headers: z.array(z.object({ name: z.string() })) }),
  ),
})

/**
 * The enrollment as ID360 answers it: of the callback headers only the names come back [seed].
 * The `callback_url` of older clients is not among the endpoints [guess].
 */
export function enrollmentObject(
  sandbox: Sandbox,
  enrollment: Enrollment,
): z.infer<typeof enrollmentObjectSchema> {
  return {
    url: `${sandbox.publicUrl}${API_BASE}/enrollment/${enrollment.id}`,
    id: enrollment.id,
    process: findProcess(enrollment.processUuid)?.number ?? 0,
    api_key: enrollment.apiKey,
    browser_callback_url: enrollment.detail.browserCallbackUrl,
    client_reference: enrollment.clientReference,
    status: enrollment.status,
    reason: enrollment.reason,
    creation_time: toId360Time(enrollment.createdAt),
    starting_time: toId360TimeOrNull(enrollment.startedAt),
    finished_time: toId360TimeOrNull(enrollment.finishedAt),
    callback_endpoints: sandbox.enrollments
      .endpointsOf(enrollment.id)
      .filter((endpoint) => !endpoint.oldStyle)
      .map(({ url, on, headers }) => ({ url, on, headers: headers.map(({ name }) => ({ name })) })),
  }
}
