import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationBucket, durationOf } from './duration-bucket'
import {
  addPacked,
  durationPercentile,
  emptyHistogram,
  movePacked,
  NEXT_HISTOGRAM,
  packHistogram,
} from './duration-histogram'

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
        expect(Math.abs(told - exact) / exact).toBeLessThanOrEqual(0.025)
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

test('a packed histogram moved step by step is the one packed at once', () => {
  fc.assert(
    fc.property(fc.array(duration, { maxLength: 80 }), fc.nat({ max: 80 }), (durations, taken) => {
      let packed: Uint8Array | null = null
      for (const ms of durations) packed = movePacked(packed, null, durationBucket(ms))
      expect(packed).toEqual(packHistogram(histogramOf(durations)))
      const rest = durations.slice(taken)
      for (const ms of durations.slice(0, taken)) packed = movePacked(packed, durationBucket(ms), null)
      expect(packed).toEqual(packHistogram(histogramOf(rest)))
      const [first] = rest
      if (first === undefined) return
      packed = movePacked(packed, durationBucket(first), durationBucket(first * 2))
      expect(packed).toEqual(packHistogram(histogramOf([first * 2, ...rest.slice(1)])))
    }),
  )
})

test('histograms that are read as one are added as one by one', () => {
  fc.assert(
    fc.property(fc.array(duration), fc.array(fc.oneof(duration, fc.constant(0))), (some, others) => {
      const packed = [some, others].flatMap((durations) => packHistogram(histogramOf(durations)) ?? [])
      const joined = packed.map((one) => one.toString('hex')).join(NEXT_HISTOGRAM)
      const sum = emptyHistogram()
      addPacked(sum, Buffer.from(joined, 'hex'))
      expect(sum).toEqual(histogramOf([...some, ...others]))
    }),
  )
})

test('clocks that differ make no negative duration, and nothing has no percentile', () => {
  expect(durationBucket(-5_000)).toBe(0)
  expect(durationOf(durationBucket(999))).toBe(0)
  expect(durationPercentile(emptyHistogram(), 0.5)).toBeNull()
  expect(packHistogram(emptyHistogram())).toBeNull()
})
