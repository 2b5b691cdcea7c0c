import { expect, it } from 'vitest'
import { parseId360Time } from './parse-id360-time'

it.each([
  ['2021-12-17T15:01:49.013906', '2021-12-17T15:01:49.013Z'],
  ['2026-11-23T08:00:00', '2026-11-23T08:00:00.000Z'],
  ['2026-11-23 08:00:00.5', '2026-11-23T08:00:00.500Z'],
  ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['2026-11-23T08:00:00.000001+0100', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T08:00:00-05:00', '2026-11-23T13:00:00.000Z'],
])('reads %s as %s wherever the desk runs', (written, instant) => {
  expect(parseId360Time(written)).toBe(Date.parse(instant))
})

it.each([
  null,
  undefined,
  0,
  1_700_000_000_000,
  '',
  'yesterday',
  '2026-11-23',
  '2026-13-41T08:00:00',
  '23/11/2026 08:00:00',
])('reads no time in %s', (value) => {
  expect(parseId360Time(value)).toBeNull()
})
