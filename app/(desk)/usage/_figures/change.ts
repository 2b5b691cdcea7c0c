/** How a figure changed. `none`: there was nothing to compare with. */
export type Change =
  | { kind: 'none' }
  /** `ratio` of what it was, 0.1 being 10 % more; null when it was 0. */
  | { kind: 'changed'; difference: number; ratio: number | null }

/** From what it was (`then`, null: unknown) to what it is. `enrollmentsThen`: of how many it was counted. */
export function changeOf(now: number, then: number | null, enrollmentsThen: number): Change {
  if (then === null || enrollmentsThen === 0) return { kind: 'none' }
  const difference = now - then
  return { kind: 'changed', difference, ratio: then === 0 ? null : difference / then }
}
