import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_DAY, LAST_DAY, rollupPieces } from './rollup-pieces'
import { addDays, dayNumber, monthOfDay } from './usage-days'

/** Every day (yyyymmdd) that the pieces of a range count, and how often. */
function daysCounted(from: number, to: number): Map<number, number> {
  const counted = new Map<number, number>()
  const pieces = rollupPieces(from, to)
  for (let date = '2023-11-01'; date <= '2026-02-28'; date = addDays(date, 1)) {
    const day = dayNumber(date)
    for (const piece of pieces) {
      const period = piece.grain === 'month' ? monthOfDay(day) : day
      if (period < piece.from || period > piece.to) continue
      counted.set(day, (counted.get(day) ?? 0) + piece.sign)
    }
  }
  return counted
}

test('the pieces of a range count each of its days once and no other day', () => {
  const day = fc.nat({ max: 790 }).map((days) => addDays('2023-12-01', days))
  fc.assert(
    fc.property(day, day, (one, other) => {
      const [from = one, to = other] = [one, other].sort()
      const counted = daysCounted(dayNumber(from), dayNumber(to))
      for (let date = '2023-11-01'; date <= '2026-02-28'; date = addDays(date, 1)) {
        const inside = date >= from && date <= to
        expect([date, counted.get(dayNumber(date)) ?? 0]).toEqual([date, inside ? 1 : 0])
      }
    }),
    { numRuns: 60 },
  )
})

test('at the edges of a range at most half a month is read by days', () => {
  for (const [from, to] of [
    [20260115, 20260316],
    [20260116, 20260317],
    [20260102, 20260130],
    [20260105, 20260127],
    [20260401, 20260416],
  ] as const) {
    const days = rollupPieces(from, to)
      .filter(({ grain }) => grain === 'day')
      .reduce((sum, piece) => sum + piece.to - piece.from + 1, 0)
    expect(days).toBeLessThanOrEqual(31)
  }
  expect(rollupPieces(20260102, 20260130)).toEqual([
    { grain: 'month', from: 202601, to: 202601, sign: 1 },
    { grain: 'day', from: 20260101, to: 20260101, sign: -1 },
    { grain: 'day', from: 20260131, to: 20260131, sign: -1 },
  ])
})

test('everything is one piece, and a range that ends before it starts is none', () => {
  expect(rollupPieces(FIRST_DAY, LAST_DAY)).toEqual([{ grain: 'all', from: 0, to: 0, sign: 1 }])
  expect(rollupPieces(20260302, 20260301)).toEqual([])
  expect(rollupPieces(20260201, LAST_DAY)).toEqual([{ grain: 'month', from: 202602, to: 999912, sign: 1 }])
})
