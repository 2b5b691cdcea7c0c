import { describe, expect, it } from 'vitest'
import { dateIn, startOfDay } from './zoned-days'

const iso = (instant: number) => new Date(instant).toISOString()

describe('the days of a time zone', () => {
  it('begin at midnight of its clocks, in winter and in summer', () => {
    expect(iso(startOfDay('2026-11-23', 'Europe/Paris'))).toBe('2026-11-22T23:00:00.000Z')
    expect(iso(startOfDay('2026-07-14', 'Europe/Paris'))).toBe('2026-07-13T22:00:00.000Z')
    expect(iso(startOfDay('2026-11-23', 'America/Cayenne'))).toBe('2026-11-23T03:00:00.000Z')
    expect(iso(startOfDay('2026-11-23', 'UTC'))).toBe('2026-11-23T00:00:00.000Z')
    expect(iso(startOfDay('2026-11-23', 'Asia/Kolkata'))).toBe('2026-11-22T18:30:00.000Z')
  })

  it('are 23 and 25 hours long when the clocks change', () => {
    const hours = (date: string) =>
      (startOfDay(date, 'Europe/Paris', 1) - startOfDay(date, 'Europe/Paris')) / 3_600_000
    expect(hours('2026-03-29')).toBe(23)
    expect(hours('2026-10-25')).toBe(25)
    expect(hours('2026-10-26')).toBe(24)
  })

  it('are told from an instant', () => {
    expect(dateIn('Europe/Paris', Date.UTC(2026, 10, 22, 23, 30))).toBe('2026-11-23')
    expect(dateIn('America/Cayenne', Date.UTC(2026, 10, 23, 2, 30))).toBe('2026-11-22')
  })
})
