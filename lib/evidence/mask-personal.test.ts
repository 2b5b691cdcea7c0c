import { expect, test } from 'vitest'
import { maskPersonal } from './mask-personal'

test('what stands under a key that speaks of a person is hidden, in any spelling and at any depth', () => {
  const body = {
    status: 'STARTED',
    enrollment_step: { name: 'id_document', Last_Name: 'Exemple', 'birth-date': '1990-01-31' },
    person: { anything: 'Camille' },
    contacts: [{ phoneNumber: 33_199_000_000 }, { email: null }],
  }
  expect(maskPersonal(body, [])).toEqual({
    status: 'STARTED',
    enrollment_step: { name: 'id_document', Last_Name: '********', 'birth-date': '********' },
    person: '********',
    contacts: [{ phoneNumber: '********' }, { email: null }],
  })
})

test('what the desk was told of the person is hidden wherever it stands', () => {
  expect(
    maskPersonal({ reason: 'Seen EXEMPLE (camille+a@example.org)' }, [
      'Exemple',
      'camille+a@example.org',
      null,
    ]),
  ).toEqual({ reason: 'Seen ******** (********)' })
})

test('one or two letters are not looked for: they are parts of other words', () => {
  expect(maskPersonal({ reason: 'LIVENESS' }, ['Li'])).toEqual({ reason: 'LIVENESS' })
})
