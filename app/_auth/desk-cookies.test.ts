import { expect, test } from 'vitest'
import { cookieNames, cookieOptions } from './desk-cookies'

test('over https every cookie of sign-in is bound to this host and sent by TLS alone', () => {
  const publicUrl = 'https://desk.example.org'
  for (const name of Object.values(cookieNames(publicUrl))) expect(name).toMatch(/^__Host-desk\./)
  expect(cookieOptions(publicUrl)).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
})

test('over http, where browsers refuse the prefix, the names go without', () => {
  const names = Object.values(cookieNames('http://127.0.0.1:3000'))
  for (const name of names) expect(name).toMatch(/^desk\./)
  expect(new Set(names).size).toBe(names.length)
})
