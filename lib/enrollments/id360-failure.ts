import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { Id360Error } from '@/lib/id360/errors'
import type { EnrollmentField, EnrollmentFieldErrors } from './enrollment-input'

/** Our name of each field that ID360 can refuse. [seed] */
const FIELD_OF_ID360: Record<string, EnrollmentField> = {
  client_reference: 'clientReference',
  last_name: 'lastName',
  first_name: 'firstName',
  email: 'email',
  phone_number: 'phone',
  address_line_1: 'addressLine1',
  address_line_2: 'addressLine2',
  address_line_3: 'addressLine3',
  zip_code: 'zipCode',
  city: 'city',
  country: 'country',
  group: 'groupId',
  'custom_data.authenticators.phone_number': 'idclaimPhone',
}

/** ID360's own words are not shown: they are in one language and may echo what was typed. */
function ourFieldErrors(error: Id360Error): EnrollmentFieldErrors {
  const refused = Object.keys(error.fieldErrors ?? {}).flatMap((name) => FIELD_OF_ID360[name] ?? [])
  return Object.fromEntries(refused.map((field) => [field, 'refusedById360' as const]))
}

/**
 * What a failed call to ID360 becomes for the person: DeskError ID360 with the message key `id360.<kind of the error>`,
 * or, when nothing was created because of it, `create.<kind>` (`seconds`: how long the desk waits for an answer), and
 * the fields that ID360 named. Any other error stays what it is.
 */
export function id360Failure(
  ctx: Pick<Context, 'settings'>,
  error: unknown,
  family: 'id360' | 'create' = 'id360',
): unknown {
  if (!(error instanceof Id360Error)) return error
  const seconds = Math.round(ctx.settings.ID360_TIMEOUT_MS / 100) / 10
  return new DeskError('ID360', error.message, {
    userMessage: { key: `${family}.${error.kind}`, values: { seconds } },
    fieldErrors: ourFieldErrors(error),
    cause: error,
  })
}
