/** Each class of durations is 5 % wider than the one before: its middle is within 2.5 % of everything in it. */
const GROWTH = 1.05
/** Class 0: what is shorter than a second. */
const SHORTEST_MS = 1000
/** Longer than thirty years is as long as thirty years. */
const LAST_BUCKET = 425

/** How many classes of durations there are. */
export const DURATION_BUCKETS = LAST_BUCKET + 1

/** The class of a duration in milliseconds. One that is negative (two clocks that differ) counts as none at all. */
export function durationBucket(ms: number): number {
  if (ms < SHORTEST_MS) return 0
  const bucket = 1 + Math.floor(Math.log(ms / SHORTEST_MS) / Math.log(GROWTH))
  return Math.min(bucket, LAST_BUCKET)
}

/** The duration (whole milliseconds) that stands for a class; 0 for what is shorter than a second. */
export function durationOf(bucket: number): number {
  return bucket === 0 ? 0 : Math.round(SHORTEST_MS * GROWTH ** (bucket - 0.5))
}
