import { describe, expect, it } from 'vitest'
import { createdEnrollmentSchema, createEnrollmentBodySchema, enrollmentSchema } from './schemas'
import { FINAL_STATUSES, ID360_STATUSES, isFinalStatus, isKnownStatus } from './statuses'

const SMALLEST_BODY = {
  browser_callback_url: 'https://desk.example.org/thanks',
  callback_endpoints: [{ url: 'https://desk.example.org/callback', on: ['E'], headers: [] }],
}

describe('what is sent', () => {
  it('needs where the browser and the callbacks go, and nothing more', () => {
    expect(createEnrollmentBodySchema.parse(SMALLEST_BODY)).toEqual(SMALLEST_BODY)
    for (const key of Object.keys(SMALLEST_BODY)) {
      expect(createEnrollmentBodySchema.safeParse({ ...SMALLEST_BODY, [key]: undefined }).success).toBe(false)
    }
  })

  it('has no room for a misspelt field, at any depth', () => {
    const misspelt = [
      { ...SMALLEST_BODY, lastName: 'Exemple' },
      { ...SMALLEST_BODY, custom_data: { phone_number: '+33639980001' } },
      { ...SMALLEST_BODY, custom_data: { authenticators: { phone: '+33639980001' } } },
      {
        ...SMALLEST_BODY,
        callback_endpoints: [{ ...SMALLEST_BODY.callback_endpoints[0], header: [] }],
      },
    ]
    for (const body of misspelt) expect(createEnrollmentBodySchema.safeParse(body).success).toBe(false)
  })

  it('takes the phone of an idclaim in international form only', () => {
    const withPhone = (phone_number: string) =>
      createEnrollmentBodySchema.safeParse({
        ...SMALLEST_BODY,
        custom_data: { authenticators: { phone_number } },
      }).success
    expect(withPhone('+33639980001')).toBe(true)
    for (const phone of ['0639980001', '33639980001', '+33 6 39 98 00 01', '+0639980001', '']) {
      expect(withPhone(phone)).toBe(false)
    }
  })
})

describe('what ID360 sends', () => {
  const answer = { id: 12, api_key: 'k'.repeat(31), status: 'NEW' }

  it('has a number or a text as id, text for us', () => {
    expect(enrollmentSchema.parse(answer).id).toBe('12')
    expect(enrollmentSchema.parse({ ...answer, id: 'opaque-12' }).id).toBe('opaque-12')
    for (const id of [null, '', 1.5, 2 ** 60, {}, []]) {
      expect(enrollmentSchema.safeParse({ ...answer, id }).success).toBe(false)
    }
  })

  it('may bring keys, statuses and types nobody knows', () => {
    const odd = enrollmentSchema.parse({
      ...answer,
      status: 'PAUSED',
      reason: { code: 1 },
      process: 'x',
      extra: [1],
    })
    expect(odd).toMatchObject({ status: 'PAUSED', reason: null, process: 'x', extra: [1] })
  })

  it('is worth keeping after a creation even without a status, never without the key', () => {
    expect(createdEnrollmentSchema.parse({ ...answer, status: undefined }).status).toBe('NEW')
    expect(createdEnrollmentSchema.safeParse({ ...answer, api_key: null }).success).toBe(false)
    expect(enrollmentSchema.parse({ ...answer, api_key: undefined }).api_key).toBeNull()
  })
})

it('knows which statuses end a file', () => {
  expect(ID360_STATUSES.filter((status) => !isFinalStatus(status))).toEqual(['NEW', 'STARTED'])
  expect(FINAL_STATUSES.every(isKnownStatus)).toBe(true)
  expect(isFinalStatus('ok')).toBe(false)
  expect(isKnownStatus('PAUSED')).toBe(false)
})
