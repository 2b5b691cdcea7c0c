import { DURATION_BUCKETS, durationOf } from './duration-bucket'

/** How many durations there are of each class (lib/usage/duration-bucket.ts). */
export type DurationHistogram = Int32Array

export const emptyHistogram = (): DurationHistogram => new Int32Array(DURATION_BUCKETS)

/**
 * A histogram as its column keeps it: for each class that is not empty, how many classes it lies after the one before,
 * then its count, each number in groups of 7 bits, lowest first (LEB128). null when all are empty.
 */
export function packHistogram(histogram: DurationHistogram): Buffer | null {
  const bytes: number[] = []
  const add = (number: number) => {
    let rest = number
    for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
    bytes.push(rest)
  }
  let last = 0
  for (const [bucket, n] of histogram.entries()) {
    // A class below zero would be a fault of the counting: it is kept from view, and found by npm run rollup:check.
    if (n <= 0) continue
    add(bucket - last)
    add(n)
    last = bucket
  }
  return bytes.length === 0 ? null : Buffer.from(bytes)
}

/** Adds a packed histogram to `sum`, `sign` times. */
export function addPacked(sum: DurationHistogram, packed: Uint8Array | null, sign: 1 | -1 = 1): void {
  if (packed === null) return
  let at = 0
  const next = () => {
    let number = 0
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++] ?? 0
      number |= (byte & 0x7f) << shift
      if (byte < 0x80) return number
    }
  }
  let bucket = 0
  while (at < packed.length) {
    bucket += next()
    sum[bucket] = (sum[bucket] ?? 0) + sign * next()
  }
}

/** Adds one histogram to another. */
export function addHistogram(sum: DurationHistogram, added: DurationHistogram): void {
  for (let bucket = 0; bucket < sum.length; bucket++) sum[bucket] = (sum[bucket] ?? 0) + (added[bucket] ?? 0)
}

/**
 * The duration (ms) that a share `p` (0 to 1) of the durations does not exceed, by the nearest rank, within 2.5 %; null
 * when there are none.
 */
export function durationPercentile(histogram: DurationHistogram, p: number): number | null {
  const total = histogram.reduce((sum, n) => sum + n, 0)
  if (total === 0) return null
  let rest = Math.max(1, Math.ceil(p * total))
  for (let bucket = 0; bucket < histogram.length; bucket++) {
    rest -= histogram[bucket] ?? 0
    if (rest <= 0) return durationOf(bucket)
  }
  return null
}
