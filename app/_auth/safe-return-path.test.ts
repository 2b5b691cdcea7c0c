import { expect, test } from 'vitest'
import { safeReturnPath } from './safe-return-path'

test.each([
  ['/enrollments?status=KO&q=a%20b', '/enrollments?status=KO&q=a%20b'],
  ['/enrollments/0190', '/enrollments/0190'],
  ['/', '/'],
])('%s leads back where one was', (from, to) => {
  expect(safeReturnPath(from)).toBe(to)
})

test.each([
  'https://example.org/',
  '//example.org',
  '/\\example.org',
  '/\t/example.org',
  '/a\\..\\b',
  '/..//example.org',
  'javascript:alert(1)',
  'enrollments',
  '/sign-in?from=/sign-in',
  '/two-factor?from=/usage',
  '/api/auth/signout',
  '',
  undefined,
  ['/enrollments'],
])('%s leads home and nowhere else', (from) => {
  expect(safeReturnPath(from)).toBe('/')
})
