import type { ReportCheck } from '@/lib/report/read-checks'
import type { Result } from './result-badge'

export type ResultCounts = Record<Result, number>

/** How many of them passed, failed, or say neither. */
export function countResults(results: readonly Result[]): ResultCounts {
  const counts: ResultCounts = { passed: 0, failed: 0, unknown: 0 }
  for (const result of results) counts[result] += 1
  return counts
}

/** A check that is excused counts as a pass. [wiki] */
export function effectiveResult({ result, excused }: Pick<ReportCheck, 'result' | 'excused'>): Result {
  return excused ? 'passed' : result
}
