import { expect, test } from 'vitest'
import { readSignInErrorCode, signInErrorCode } from './sign-in-error-key'

test('what went wrong comes through an address unchanged, minutes included', () => {
  for (const key of ['signIn.refused', 'signIn.busy', 'signIn.secondFactor', 'signIn.wrongCode'] as const) {
    expect(readSignInErrorCode(signInErrorCode({ key }))).toEqual({ key })
  }
  const tooMany = { key: 'signIn.tooMany', values: { minutes: 15 } }
  expect(readSignInErrorCode(signInErrorCode(tooMany))).toEqual({ key: 'signIn.tooMany', minutes: 15 })
})

test.each(['signIn.tooMany', 'signIn.tooMany:x', 'signIn.tooMany:99999', 'Configuration', '', 'offline'])(
  '"%s" is none of the codes of the desk',
  (code) => {
    expect(readSignInErrorCode(code)).toEqual({ key: 'signIn.unexpected' })
  },
)
