import { expect, it } from 'vitest'
import { enrollmentLink } from './enrollment-link'

it('ends with the language, after the fragment', () => {
  const expected =
    'https://preprod.id360docaposte.com/static/process_ui/index.html#/enrollment/0123456789abcdef0123456789abcde?lang=fr'
  const key = '0123456789abcdef0123456789abcde'
  expect(enrollmentLink('https://preprod.id360docaposte.com', key, 'fr')).toBe(expected)
  expect(enrollmentLink('https://preprod.id360docaposte.com/', key, 'fr')).toBe(expected)
})

it('lets neither key nor language break out of its place', () => {
  const link = enrollmentLink('https://id360.example.org', 'a/b?c#d', 'fr&x=1')
  expect(link).toBe(
    'https://id360.example.org/static/process_ui/index.html#/enrollment/a%2Fb%3Fc%23d?lang=fr%26x%3D1',
  )
})
