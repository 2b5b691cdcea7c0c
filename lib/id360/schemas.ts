import { z } from 'zod'

/** An id is an integer in practice and a string in the guide: opaque text for us. [seed, client] */
export const id360IdSchema = z.union([z.string().min(1), z.number().int()]).transform((id) => String(id))

const optionalText = z.string().optional()

/** One place ID360 notifies; `on` picks what it is told (`guesses.ts`). [seed] */
export const callbackEndpointSchema = z.strictObject({
  url: z.url(),
  on: z.array(z.string().min(1)),
  headers: z.array(z.strictObject({ name: z.string().min(1), value: z.string() })),
})

/**
 * What we send to create an enrollment: the exact field names, nothing else passes. [seed]
 * `callback_headers` and `callback_url` are the older form. [client]
 * `custom_data` only for processes that make an idclaim. [wiki]
 */
export const createEnrollmentBodySchema = z.strictObject({
  browser_callback_url: z.url(),
  callback_endpoints: z.array(callbackEndpointSchema).min(1),
  client_reference: optionalText,
  callback_url: z.url().optional(),
  callback_headers: z.record(z.string().min(1), z.string()).optional(),
  last_name: optionalText,
  first_name: optionalText,
  email: optionalText,
  address_line_1: optionalText,
  address_line_2: optionalText,
  address_line_3: optionalText,
  zip_code: optionalText,
  city: optionalText,
  country: optionalText,
  phone_number: optionalText,
  group: optionalText,
  custom_data: z
    .strictObject({
      authenticators: z.strictObject({ phone_number: z.string().regex(/^\+[1-9]\d{5,14}$/) }),
    })
    .optional(),
})

export type CreateEnrollmentBody = z.infer<typeof createEnrollmentBodySchema>

/** Text that ID360 may leave out, null, or send as another type one day: unusable is null, never an error. */
const textOrNull = z.string().nullable().catch(null).default(null)

/** The enrollment object, as read again for reconciliation. Times are ISO without zone, UTC. [seed] */
export const enrollmentSchema = z.looseObject({
  id: id360IdSchema,
  status: z.string().min(1),
  url: textOrNull,
  api_key: textOrNull,
  browser_callback_url: textOrNull,
  client_reference: textOrNull,
  reason: textOrNull,
  creation_time: textOrNull,
  starting_time: textOrNull,
  finished_time: textOrNull,
})

export type Id360Enrollment = z.infer<typeof enrollmentSchema>

/**
 * The answer to a creation: without `id` and `api_key` there is nothing to keep [seed]. A missing status is taken as
 * NEW, since the file was made just now: refusing the answer would lose the only copy of the link.
 */
export const createdEnrollmentSchema = enrollmentSchema.extend({
  api_key: z.string().min(1),
  status: z.string().min(1).catch('NEW'),
})

export type Id360CreatedEnrollment = z.infer<typeof createdEnrollmentSchema>

/** The answer to a login. [seed] */
export const loginAnswerSchema = z.looseObject({ token: z.string().regex(/^[\x21-\x7e]+$/) })

/** Who the session belongs to: the guide names no field, so whatever comes is kept. [seed] */
export const whoamiSchema = z.looseObject({})

export type Id360Whoami = z.infer<typeof whoamiSchema>

/** The routes (ways of identification) a person may take. [seed] */
export const enrollmentInfoSchema = z.looseObject({
  routes: z.array(z.looseObject({ id: id360IdSchema })),
})

export type Id360EnrollmentInfo = z.infer<typeof enrollmentInfoSchema>

/** The names that `control/data/{name}` compares. [seed] */
export const controlDataNameSchema = z.enum(['name', 'first_name', 'birth_date'])

export type ControlDataName = z.infer<typeof controlDataNameSchema>

/** The two uploads of the full-API flow. [seed] */
export const uploadKindSchema = z.enum(['id_document_image', 'selfie_image_upload'])

export type UploadKind = z.infer<typeof uploadKindSchema>
