import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationBucket, durationOf } from './duration-bucket'
import { addPacked, durationPercentile, emptyHistogram, packHistogram } from './duration-histogram'

const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const duration = fc.oneof(
  fc.integer({ min: 1_000, max: 10 * 60_000 }),
  fc.integer({ min: 1_000, max: 30 * YEAR_MS }),
)

function histogramOf(durations: readonly number[]) {
  const histogram = emptyHistogram()
  for (const ms of durations) {
    const bucket = durationBucket(ms)
    histogram[bucket] = (histogram[bucket] ?? 0) + 1
  }
  return histogram
}

test('a percentile is within 2.5 % of the exact one', () => {
  fc.assert(
    fc.property(
      fc.array(duration, { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.9),
      (durations, p) => {
        const sorted = [...durations].sort((a, b) => a - b)
        const exact = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0
        const told = durationPercentile(histogramOf(durations), p) ?? 0
        expect(Math.abs(told - exact) / exact).toBeLessThan(0.025)
      },
    ),
  )
})

test('a histogram comes back from its column as it was, however large its counts', () => {
  const count = fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 100, max: 50_000_000 }))
  fc.assert(
    fc.property(fc.array(fc.tuple(duration, count), { maxLength: 60 }), (some) => {
      const histogram = emptyHistogram()
      for (const [ms, n] of some) histogram[durationBucket(ms)] = n
      const back = emptyHistogram()
      addPacked(back, packHistogram(histogram))
      expect(back).toEqual(histogram)
      addPacked(back, packHistogram(histogram), -1)
      expect(back).toEqual(emptyHistogram())
    }),
  )
})

test('clocks that differ make no negative duration, and nothing has no percentile', () => {
  expect(durationBucket(-5_000)).toBe(0)
  expect(durationOf(durationBucket(999))).toBe(0)
  expect(durationPercentile(emptyHistogram(), 0.5)).toBeNull()
  expect(packHistogram(emptyHistogram())).toBeNull()
})
