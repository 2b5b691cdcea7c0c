import { expect, it } from 'vitest'
import { explainKo } from '@/lib/report/explain-ko'
import { maskReasons } from './mask-reasons'

const SECRET = 'callback-secret-of-acme'
const explained = (report: object) => maskReasons(report, explainKo({ status: 'KO', ...report }, 'en'))
const saying = (message: string) => [{ status_code: { code: 'XQZ_NEW', message } }]

it.each([
  ['a list of headers', { enrollment: { callback_headers: [{ name: 'X-Secret', value: SECRET }] } }],
  ['a map of headers', { enrollment: { callback_headers: { 'X-Secret': SECRET } } }],
  [
    'the headers of an endpoint',
    { enrollment: { callback_endpoints: [{ headers: [{ name: 'a', value: SECRET }] }] } },
  ],
  [
    'the result of a step',
    { steps: { liveness$0: { results: { r: [{ callback_headers: { key: SECRET } }] } } } },
  ],
  ['an api_key anywhere', { anything: { api_key: SECRET } }],
  ['an authorization value', { enrollment: { callback_headers: { Authorization: `Bearer ${SECRET}` } } }],
])('a secret echoed in %s is not repeated by a reason', (_where, report) => {
  const reasons = explained({ ...report, all_status_codes: saying(`refused with ${SECRET}!`) })
  expect(JSON.stringify(reasons)).not.toContain(SECRET)
  expect(reasons[0]?.message).toContain('refused with ********!')
})

it('what only looks like a header value stays: names of headers, short words, kinds of media', () => {
  const callback_headers = [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'X-Retry', value: 'no' },
  ]
  const [reason] = explained({
    enrollment: { callback_headers },
    all_status_codes: saying('no application/json in Content-Type'),
  })
  expect(reason?.detail).toBe('no application/json in Content-Type')
})

it('a secret that the report echoes nowhere else is known by its writing', () => {
  const [reason] = explained({ all_status_codes: saying('GET /x?api_key=abcdefgh0123 answered 500') })
  expect(reason?.detail).toBe('GET /x?api_key=******** answered 500')
})

it('reads the enrollment and the steps also behind a hundred thousand checks', () => {
  const validations = Array.from({ length: 100_000 }, () => ({ ref: 'A.b', is_valid: true, fields: [{}] }))
  const steps = { x: { results: { r: [{ callback_headers: [{ name: 'k', value: SECRET }] }] } } }
  const reasons = explained({ finalizer_reports: { validations }, steps, all_status_codes: saying(SECRET) })
  expect(JSON.stringify(reasons)).not.toContain(SECRET)
})
