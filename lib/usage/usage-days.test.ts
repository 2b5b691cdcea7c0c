import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDay } from '@/lib/enrollments/zoned-days'
import { dayNumber, dayNumberAt, monthOfDay } from './usage-days'

const at = (iso: string) => Date.parse(iso)

test('an enrollment counts in the month in which the clocks of the zone made it', () => {
  expect(dayNumberAt('Europe/Paris', at('2026-10-31T22:59:59Z'))).toBe(20261031)
  expect(dayNumberAt('Europe/Paris', at('2026-10-31T23:00:00Z'))).toBe(20261101)
  expect(dayNumberAt('Europe/Paris', at('2026-06-30T21:59:59.999Z'))).toBe(20260630)
  expect(dayNumberAt('Europe/Paris', at('2026-06-30T22:00:00Z'))).toBe(20260701)
  expect(dayNumberAt('Asia/Kolkata', at('2026-12-31T18:29:59Z'))).toBe(20261231)
  expect(dayNumberAt('Asia/Kolkata', at('2026-12-31T18:30:00Z'))).toBe(20270101)
  expect(monthOfDay(20270101)).toBe(202701)
})

test('days begin and end in nights in which the clocks change as the list’s do', () => {
  for (const date of ['2026-03-29', '2026-10-25', '2024-02-29', '2026-12-31']) {
    for (const zone of ['Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'UTC', 'Asia/Kathmandu']) {
      const start = startOfDay(date, zone)
      const end = startOfDay(date, zone, 1)
      expect(dayNumberAt(zone, start)).toBe(dayNumber(date))
      expect(dayNumberAt(zone, end - 1)).toBe(dayNumber(date))
      expect(dayNumberAt(zone, start - 1)).not.toBe(dayNumber(date))
      expect(dayNumberAt(zone, end)).not.toBe(dayNumber(date))
    }
  }
})

test('the day of an instant is the one whose beginning and end lie around it, in any zone', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) })
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, (zone, when) => {
      const day = String(dayNumberAt(zone, when))
      const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
      expect(startOfDay(date, zone)).toBeLessThanOrEqual(when)
      expect(startOfDay(date, zone, 1)).toBeGreaterThan(when)
    }),
    { numRuns: 400 },
  )
})

test('where clocks change at midnight, the figures and the list still draw the same line', () => {
  for (const [zone, dates] of [
    ['America/Santiago', ['2026-04-04', '2026-04-05', '2026-09-05', '2026-09-06']],
    ['Asia/Beirut', ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']],
    ['Africa/Cairo', ['2026-04-23', '2026-04-24', '2026-10-29', '2026-10-30']],
    ['America/Havana', ['2026-03-07', '2026-03-08', '2026-10-31', '2026-11-01']],
  ] as const) {
    for (const date of dates) {
      const start = startOfDay(date, zone)
      expect([zone, date, dayNumberAt(zone, start)]).toEqual([zone, date, dayNumber(date)])
      expect([zone, date, dayNumberAt(zone, start - 1) < dayNumber(date)]).toEqual([zone, date, true])
    }
  }
})
