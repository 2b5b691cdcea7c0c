import {
  addHistogram,
  type DurationHistogram,
  durationPercentile,
  emptyHistogram,
} from './duration-histogram'
import { COUNTS, type Counts, noCounts } from './usage-counts'
import type { CountFigures, UsageFigures } from './usage-view'

/** Figures while they are added up: sums can be added again, shares and percentiles cannot. */
export type UsageTally = { counts: Counts; durations: DurationHistogram }

export const newTally = (): UsageTally => ({ counts: noCounts(), durations: emptyHistogram() })

/** Adds one tally to another. */
export function addTally(sum: UsageTally, added: UsageTally): void {
  for (const count of COUNTS) sum.counts[count] += added.counts[count]
  addHistogram(sum.durations, added.durations)
}

/** The figures of a tally, by docs/usage.md. */
export function figuresOf({ counts, durations }: UsageTally): UsageFigures {
  return {
    ...countFiguresOf(counts),
    medianMs: durationPercentile(durations, 0.5),
    p90Ms: durationPercentile(durations, 0.9),
  }
}

/** What counts alone tell. */
export function countFiguresOf(counts: Counts): CountFigures {
  const { notCreated, ...counted } = counts
  const { unconfirmed, fresh, started, ok, ko, canceled, failed, discontinued, everStarted } = counted
  const total = unconfirmed + fresh + started + ok + ko + canceled + failed + discontinued
  const verdicts = ok + ko
  return {
    ...counted,
    total,
    neverStarted: total - everStarted,
    verdicts,
    successRate: verdicts === 0 ? null : ok / verdicts,
  }
}
