import type { EnrollmentField, EnrollmentFormInput } from '@/lib/enrollments/enrollment-input'

export type FormValues = Omit<EnrollmentFormInput, 'submissionKey'>

/** The order of the fields on the page: errors are listed in it. */
export const FIELDS_IN_ORDER = [
  'processId',
  'groupId',
  'clientReference',
  'language',
  'lastName',
  'firstName',
  'email',
  'phone',
  'idclaimPhone',
  'addressLine1',
  'addressLine2',
  'addressLine3',
  'zipCode',
  'city',
  'country',
] as const satisfies readonly EnrollmentField[]

export type FormField = (typeof FIELDS_IN_ORDER)[number]

export const ADDRESS_FIELDS: readonly string[] = FIELDS_IN_ORDER.slice(
  FIELDS_IN_ORDER.indexOf('addressLine1'),
)

/** The element a label and an error's link point to. */
export const fieldId = (field: FormField) => `field-${field}`

/** What stands in the form. A field that is not there now (the idclaim phone) was not given. */
export function readForm(form: HTMLFormElement): FormValues {
  const fields = new FormData(form)
  const text = (name: FormField) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : null
  }
  return {
    processId: text('processId') ?? '',
    groupId: text('groupId') ?? '',
    language: text('language') === 'en' ? 'en' : 'fr',
    clientReference: text('clientReference'),
    lastName: text('lastName'),
    firstName: text('firstName'),
    email: text('email'),
    phone: text('phone'),
    idclaimPhone: text('idclaimPhone'),
    addressLine1: text('addressLine1'),
    addressLine2: text('addressLine2'),
    addressLine3: text('addressLine3'),
    zipCode: text('zipCode'),
    city: text('city'),
    country: text('country'),
  }
}
