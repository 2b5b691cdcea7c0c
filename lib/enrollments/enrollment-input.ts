import { z } from 'zod'
import { DeskError } from '@/lib/errors'
import { FORBIDDEN_CHARACTERS } from '@/lib/forbidden-characters'
import { isCountry } from './countries'
import { normalisePhone } from './phone-number'

/** Every error a field of the form can have: keys below `errors.field` of the message files. */
export const ENROLLMENT_FIELD_ERRORS = [
  'required',
  /** One of reference, name and e-mail is needed, or nobody would find the file again. */
  'oneOf',
  'tooLong',
  'controlCharacters',
  'email',
  'phone',
  'country',
  'language',
  'unknownProcess',
  'unknownGroup',
  /** The idclaim phone was given, and the process makes no idclaim. */
  'notForThisProcess',
  /** ID360 refused the value. */
  'refusedById360',
  'invalid',
] as const

export type EnrollmentFieldError = (typeof ENROLLMENT_FIELD_ERRORS)[number]

/** Text as people type it: trimmed, NFC; nothing typed is null. The caps are the desk's own: ID360 has none. [seed] */
const line = (max: number) =>
  z
    .string({ error: 'invalid' })
    .nullish()
    .transform((value, context) => {
      const text = (value ?? '').normalize('NFC').trim()
      if (FORBIDDEN_CHARACTERS.test(text) || !text.isWellFormed()) context.addIssue('controlCharacters')
      else if (text.length > max) context.addIssue('tooLong')
      return text === '' ? null : text
    })

const email = line(254).refine((value) => value === null || z.email().safeParse(value).success, 'email')

const country = line(10)
  .transform((value) => value?.toUpperCase() ?? null)
  .refine((value) => value === null || isCountry(value), 'country')

/** Each field of the form by itself. Telephone numbers become E.164 in `parseEnrollmentInput`: they need the country. */
export const enrollmentFields = {
  /** Made once per filled form, by the page: the same key twice is one enrollment. */
  submissionKey: z.uuid({ error: 'invalid' }),
  processId: z.string({ error: 'required' }).min(1, 'required').max(64, 'invalid'),
  /** '' is "no group". */
  groupId: z.string({ error: 'required' }).max(64, 'invalid'),
  /** Language of the journey. */
  language: z.enum(['fr', 'en'], { error: 'language' }),
  clientReference: line(120),
  lastName: line(100),
  firstName: line(100),
  email,
  phone: line(40),
  addressLine1: line(120),
  addressLine2: line(120),
  addressLine3: line(120),
  zipCode: line(20),
  city: line(100),
  /** ISO 3166-1 alpha-2. */
  country,
  /** The phone that signs the idclaim: asked where the process makes one, refused elsewhere. [wiki] */
  idclaimPhone: line(40),
}

const enrollmentInput = z.object(enrollmentFields)

export type EnrollmentField = keyof typeof enrollmentFields
/** What the form sends. */
export type EnrollmentFormInput = z.input<typeof enrollmentInput>
/** What is kept: trimmed, NFC, phones in E.164, null for what was not given. */
export type EnrollmentInput = z.output<typeof enrollmentInput>
export type EnrollmentFieldErrors = Partial<Record<EnrollmentField, EnrollmentFieldError>>

/** The first error of each field, by message key. */
function fieldErrorsOf(error: z.ZodError): EnrollmentFieldErrors {
  const errors: EnrollmentFieldErrors = {}
  for (const { path, message } of error.issues) {
    const field = path[0] as EnrollmentField
    const known = (ENROLLMENT_FIELD_ERRORS as readonly string[]).includes(message)
    errors[field] ??= known ? (message as EnrollmentFieldError) : 'invalid'
  }
  return errors
}

/** The refusal of a form, with one message key per field. */
export function invalidForm(fieldErrors: EnrollmentFieldErrors): DeskError {
  return new DeskError('INVALID', `the form has errors in ${Object.keys(fieldErrors).join(', ')}`, {
    fieldErrors,
  })
}

/** Checks one field by itself. `country` (alpha-2 or null) is what national telephone numbers are read with. */
export function parseEnrollmentField(
  field: EnrollmentField,
  value: unknown,
  country: string | null,
): { value: string | null; error: EnrollmentFieldError | null } {
  const parsed = z.object({ [field]: enrollmentFields[field] }).safeParse({ [field]: value })
  if (!parsed.success) return { value: null, error: fieldErrorsOf(parsed.error)[field] ?? 'invalid' }
  const text = parsed.data[field] ?? null
  if (text === null || (field !== 'phone' && field !== 'idclaimPhone')) return { value: text, error: null }
  const phone = normalisePhone(text, country)
  return phone === null ? { value: text, error: 'phone' } : { value: phone, error: null }
}

/**
 * Parses the whole form, and tells every error at once.
 * @throws DeskError INVALID with `fieldErrors`: keys of ENROLLMENT_FIELD_ERRORS.
 */
export function parseEnrollmentInput(input: unknown): EnrollmentInput {
  const parsed = enrollmentInput.safeParse(input)
  const errors: EnrollmentFieldErrors = parsed.success ? {} : fieldErrorsOf(parsed.error)
  const given = (parsed.success ? parsed.data : input) as Partial<Record<EnrollmentField, unknown>> | null
  const region = enrollmentFields.country.safeParse(given?.country).data ?? null
  const phones: Partial<EnrollmentInput> = {}
  for (const field of ['phone', 'idclaimPhone'] as const) {
    const { value, error } = parseEnrollmentField(field, given?.[field], region)
    if (error) errors[field] = error
    phones[field] = value
  }
  if (parsed.success) {
    const { clientReference, lastName, firstName, email } = parsed.data
    if (!clientReference && !lastName && !firstName && !email) errors.clientReference = 'oneOf'
  }
  if (!parsed.success || Object.keys(errors).length > 0) throw invalidForm(errors)
  return { ...parsed.data, ...phones }
}
