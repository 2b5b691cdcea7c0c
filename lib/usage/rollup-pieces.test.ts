import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_DAY, LAST_DAY, type RollupPiece, rollupPieces, rollupPiecesByMonth } from './rollup-pieces'
import { addDays, dayNumber, monthOfDay, yearOfMonth } from './usage-days'

const [FIRST, LAST] = ['2021-11-01', '2026-02-28']
const LENGTH = 1_580

/** Every day (yyyymmdd) that pieces count, and how often. */
function daysCounted(pieces: readonly RollupPiece[]): Map<number, number> {
  const counted = new Map<number, number>()
  for (let date = FIRST; date <= LAST; date = addDays(date, 1)) {
    const day = dayNumber(date)
    const periods = { day, month: monthOfDay(day), year: yearOfMonth(monthOfDay(day)) }
    for (const { grain, from, to, sign } of pieces) {
      if (periods[grain] < from || periods[grain] > to) continue
      counted.set(day, (counted.get(day) ?? 0) + sign)
    }
  }
  return counted
}

test.each([rollupPieces, rollupPiecesByMonth])(
  'the pieces of a range count each of its days once and no other day: %o',
  (piecesOf) => {
    const day = fc.nat({ max: LENGTH }).map((days) => addDays(FIRST, days))
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [from = one, to = other] = [one, other].sort()
        const counted = daysCounted(piecesOf(dayNumber(from), dayNumber(to)))
        const wrong: string[] = []
        for (let date = FIRST; date <= LAST; date = addDays(date, 1)) {
          const inside = date >= from && date <= to
          if ((counted.get(dayNumber(date)) ?? 0) !== (inside ? 1 : 0)) wrong.push(date)
        }
        expect(wrong).toEqual([])
      }),
      { numRuns: 100 },
    )
  },
)

test('figures by month are never told by the year', () => {
  const grains = rollupPiecesByMonth(20230115, 20260131).map(({ grain }) => grain)
  expect([...new Set(grains)].sort()).toEqual(['day', 'month'])
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
  expect(rollupPieces(20250201, 20261231)).toEqual([
    { grain: 'year', from: 2025, to: 2026, sign: 1 },
    { grain: 'month', from: 202501, to: 202501, sign: -1 },
  ])
  expect(rollupPieces(20260102, 20260130)).toEqual([
    { grain: 'month', from: 202601, to: 202601, sign: 1 },
    { grain: 'day', from: 20260101, to: 20260101, sign: -1 },
    { grain: 'day', from: 20260131, to: 20260131, sign: -1 },
  ])
})

test('everything is one piece, and a range that ends before it starts is none', () => {
  expect(rollupPieces(FIRST_DAY, LAST_DAY)).toEqual([{ grain: 'year', from: 1970, to: 9999, sign: 1 }])
  expect(rollupPieces(20260302, 20260301)).toEqual([])
  expect(rollupPieces(20260201, LAST_DAY)).toEqual([
    { grain: 'year', from: 2026, to: 9999, sign: 1 },
    { grain: 'month', from: 202601, to: 202601, sign: -1 },
  ])
})
