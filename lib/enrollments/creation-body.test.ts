import { describe, expect, it } from 'vitest'
import { parseSettings } from '@/lib/env'
import { createEnrollmentBodySchema } from '@/lib/id360/schemas'
import { creationBody } from './creation-body'
import { parseEnrollmentInput } from './enrollment-input'

const settings = parseSettings({ PUBLIC_URL: 'https://desk.example.org', ID360_NOTIFY_ON: 'E,F' })
const form = {
  submissionKey: '0199b6a0-0000-7000-8000-000000000001',
  processId: 'process',
  groupId: 'group',
  language: 'en' as const,
  clientReference: 'CLI-0001',
  phone: '06 39 98 00 01',
  addressLine1: '12 rue des Lilas',
  country: 'fr',
  idclaimPhone: '+33639980002',
}
const facts = {
  process: { browserCallbackUrl: null, makesIdclaim: false, notifyOn: null },
  groupName: 'Agence de Lyon',
  inboxId: 'inbox',
  secret: 'the secret',
}

describe('the body of a creation', () => {
  const body = creationBody({ settings }, parseEnrollmentInput(form), facts)

  it('is what ID360 takes, without the fields that were not given', () => {
    expect(createEnrollmentBodySchema.parse(body)).toEqual(body)
    expect(body).toMatchObject({
      client_reference: 'CLI-0001',
      phone_number: '+33639980001',
      address_line_1: '12 rue des Lilas',
      country: 'FR',
      group: 'Agence de Lyon',
    })
    expect(body).not.toHaveProperty('email')
    expect(body).not.toHaveProperty('last_name')
  })

  it('asks for callbacks at the enrollment’s own inbox, with its secret in a header', () => {
    expect(body.callback_endpoints).toEqual([
      {
        url: 'https://desk.example.org/api/callbacks/id360/inbox',
        on: ['E', 'F'],
        headers: [{ name: 'x-desk-callback-secret', value: 'the secret' }],
      },
    ])
  })

  it('asks for the notifications that the process wants; none named is all of them', () => {
    const on = (notifyOn: string | null) => {
      const process = { ...facts.process, notifyOn }
      return creationBody({ settings }, parseEnrollmentInput(form), { ...facts, process })
        .callback_endpoints?.[0]?.on
    }
    expect([on('F'), on('E,F,C'), on(''), on(null)]).toEqual([['F'], ['E', 'F', 'C'], [], ['E', 'F']])
  })

  it('sends the person to the process’s own page at the end, or to the desk’s thanks in their language', () => {
    expect(body.browser_callback_url).toBe('https://desk.example.org/thanks?lang=en')
    const browserCallbackUrl = 'https://www.example.com/welcome'
    const process = { ...facts.process, browserCallbackUrl }
    const other = creationBody({ settings }, parseEnrollmentInput(form), { ...facts, process })
    expect(other.browser_callback_url).toBe(browserCallbackUrl)
  })

  it('carries the idclaim phone only where the process makes an idclaim', () => {
    expect(body).not.toHaveProperty('custom_data')
    const process = { ...facts.process, makesIdclaim: true }
    const signing = creationBody({ settings }, parseEnrollmentInput(form), { ...facts, process })
    expect(signing.custom_data).toEqual({ authenticators: { phone_number: '+33639980002' } })
  })
})
