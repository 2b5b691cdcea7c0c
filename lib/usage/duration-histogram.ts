import { DURATION_BUCKETS, durationOf } from './duration-bucket'

/** How many durations there are of each class (lib/usage/duration-bucket.ts). */
export type DurationHistogram = Int32Array

export const emptyHistogram = (): DurationHistogram => new Int32Array(DURATION_BUCKETS)

/**
 * A histogram as its column keeps it: for each class that is not empty, how many classes it lies after the one before,
 * then its count, each number in groups of 7 bits, lowest first (LEB128). null when all are empty.
 */
export function packHistogram(histogram: DurationHistogram): Buffer | null {
  const entries: Entry[] = []
  for (let bucket = 0; bucket < histogram.length; bucket++) entries.push([bucket, histogram[bucket] ?? 0])
  return pack(entries)
}

/** A class and how many durations it has. */
type Entry = [bucket: number, n: number]

function pack(entries: readonly Entry[]): Buffer | null {
  const bytes: number[] = []
  let last = 0
  for (const [bucket, n] of entries) {
    // A class below zero would be a fault of the counting: it is kept from view, and found by npm run rollup:check.
    if (n <= 0) continue
    for (const number of [bucket - last, n]) {
      let rest = number
      for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
      bytes.push(rest)
    }
    last = bucket
  }
  return bytes.length === 0 ? null : Buffer.from(bytes)
}

/** The classes of a packed histogram, in order. */
function unpack(packed: Uint8Array): Entry[] {
  const entries: Entry[] = []
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
    entries.push([bucket, next()])
  }
  return entries
}

/** Between two packed histograms (hexadecimal) that are read as one: no class has none. */
export const NEXT_HISTOGRAM = '0000'

/**
 * Adds a packed histogram, or several with NEXT_HISTOGRAM between them, to `sum`, `sign` times. Pages add thousands of
 * them: nothing is made on the way.
 */
export function addPacked(sum: DurationHistogram, packed: Uint8Array | null, sign: 1 | -1 = 1): void {
  if (packed === null) return
  const { length } = packed
  let bucket = 0
  for (let at = 0; at < length; ) {
    let byte = packed[at++] ?? 0
    let skipped = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = packed[at++] ?? 0
      skipped |= (byte & 0x7f) << shift
    }
    byte = packed[at++] ?? 0
    let n = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = packed[at++] ?? 0
      n |= (byte & 0x7f) << shift
    }
    bucket = skipped === 0 && n === 0 ? 0 : bucket + skipped
    sum[bucket] = (sum[bucket] ?? 0) + sign * n
  }
}

/** A packed histogram with one duration less in the class `left` and one more in `joined`; null is none. */
export function movePacked(
  packed: Uint8Array | null,
  left: number | null,
  joined: number | null,
): Buffer | null {
  const entries = packed === null ? [] : unpack(packed)
  for (const [moved, by] of [
    [left, -1],
    [joined, 1],
  ] as const) {
    if (moved === null) continue
    const at = entries.findIndex(([bucket]) => bucket >= moved)
    const found = entries[at]
    if (found?.[0] === moved) found[1] += by
    else entries.splice(at < 0 ? entries.length : at, 0, [moved, by])
  }
  return pack(entries)
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
