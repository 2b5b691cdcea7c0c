const DAY_MS = 24 * 60 * 60_000

/** Whole days that remain until an instant, today being 0. Epoch milliseconds. */
export const daysLeft = (until: number, now: number): number =>
  Math.max(0, Math.floor((until - now) / DAY_MS))
