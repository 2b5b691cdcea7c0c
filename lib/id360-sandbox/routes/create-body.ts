import { z } from '@hono/zod-openapi'
import type { Endpoint, Person } from '../store/enrollment'

const url = z
  .url({ protocol: /^https?$/, error: 'Enter a valid URL.' })
  .describe('An absolute http or https address')
const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~\w]+$/, 'Not a header name.')
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'Not a header value.')
const text = z.string().nullish()

const endpointSchema = z.object({
  url,
  on: z.array(z.string()).describe('["E","F","C"]; [] for everything'),
  headers: z.array(z.object({ name: headerName, value: headerValue })).default([]),
})

const personFields = {
  last_name: text,
  first_name: text,
  email: text,
  address_line_1: text,
  address_line_2: text,
  address_line_3: text,
  zip_code: text,
  city: text,
  country: text,
  phone_number: text,
  group: text,
}

const authenticators = z.object({
  phone_number: z
    .string()
    .regex(/^\+\d{6,15}$/, 'Enter the number as +33…')
    .nullish(),
})

/**
 * The body of a creation [seed]. Unknown keys are ignored; of the personal fields only the type is looked at,
 * as ID360 validates none of them.
 */
export const createBodySchema = z
  .object({
    browser_callback_url: url,
    callback_endpoints: z.array(endpointSchema).optional(),
    callback_url: url.nullish().describe('Older clients: one address for every callback'),
    callback_headers: z.record(headerName, headerValue).nullish(),
    client_reference: text,
    ...personFields,
    custom_data: z.object({ authenticators: authenticators.nullish() }).nullish(),
  })
  .refine((body) => Boolean(body.callback_endpoints ?? body.callback_url), {
    path: ['callback_endpoints'],
    error: 'This field is required.',
    // Told together with the other faults, not after them.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })

export type CreateBody = z.infer<typeof createBodySchema>

/** The personal fields that were given. */
export function personOf(body: CreateBody): Person {
  const given = Object.keys(personFields) as (keyof typeof personFields)[]
  return Object.fromEntries(given.flatMap((field) => (body[field] ? [[field, body[field]]] : [])))
}

/**
 * Where callbacks go. The older `callback_url` gets everything, with `callback_headers` [guess: whether those
 * headers also go to `callback_endpoints` is not documented; a secret is not sent where it was not asked for].
 */
export function endpointsOfBody(body: CreateBody): Endpoint[] {
  const endpoints: Endpoint[] = (body.callback_endpoints ?? []).map((one) => ({ ...one, oldStyle: false }))
  if (body.callback_url) {
    const headers = Object.entries(body.callback_headers ?? {}).map(([name, value]) => ({ name, value }))
    endpoints.push({ url: body.callback_url, on: [], headers, oldStyle: true })
  }
  return endpoints
}
