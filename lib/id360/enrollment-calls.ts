import { Id360Error } from './errors'
import { ENROLLMENT_PATH } from './guesses'
import type { Id360Client } from './id360-client'
import { discardAnswer, readJson } from './read-answer'
import {
  controlDataNameSchema,
  createdEnrollmentSchema,
  createEnrollmentBodySchema,
  enrollmentSchema,
} from './schemas'
import type { TokenCalls } from './token-calls'

/** Making a file, reading it again, giving it data to compare. [seed] */
export function enrollmentCalls({
  get,
  post,
  urlOf,
}: TokenCalls): Pick<Id360Client, 'createEnrollment' | 'getEnrollment' | 'controlData'> {
  return {
    createEnrollment: async (processUuid, body) => {
      const operation = 'create_enrollment'
      const parsed = createEnrollmentBodySchema.safeParse(body)
      if (!parsed.success) {
        const fieldErrors = Object.fromEntries(
          parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]),
        )
        throw new Id360Error({ kind: 'invalid_request', operation, sent: 'no', fieldErrors })
      }
      const { callback_endpoints: endpoints, callback_headers: olderHeaders = {} } = parsed.data
      return post(
        {
          operation,
          url: urlOf(operation, '/process/{id}/enrollment', processUuid),
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(parsed.data),
          secrets: [
            ...endpoints.flatMap(({ headers }) => headers.map(({ value }) => value)),
            ...Object.values(olderHeaders),
          ],
        },
        (exchange) => readJson(exchange, createdEnrollmentSchema),
      )
    },

    getEnrollment: async (id) => {
      const operation = 'get_enrollment'
      return get({ operation, url: urlOf(operation, ENROLLMENT_PATH, id) }, (exchange) =>
        readJson(exchange, enrollmentSchema),
      )
    },

    controlData: async (enrollmentId, name, value, { locked = true } = {}) => {
      const operation = 'control_data'
      if (!controlDataNameSchema.safeParse(name).success) {
        throw new Id360Error({ kind: 'invalid_request', operation, sent: 'no', detail: 'unknown data name' })
      }
      const path = `/enrollment/{id}/control/data/${name}/?locked=${locked}`
      return post(
        {
          operation,
          url: urlOf(operation, path, enrollmentId),
          headers: { accept: 'text/plain', 'content-type': 'text/plain; charset=utf-8' },
          body: value,
          secrets: [value],
        },
        discardAnswer,
      )
    },
  }
}
