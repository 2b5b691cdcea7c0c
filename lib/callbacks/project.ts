import type { EnrollmentStatus, StepState } from '@/db/schema/enrollment'
import { isFinalStatus } from '@/lib/id360/statuses'

/** What one stored callback says, as its row keeps it. Instants in epoch milliseconds. */
export type ProjectionFact = {
  /** SHA-256 (hexadecimal) of the raw bytes: what makes two facts the same one. */
  sha256: string
  source: 'callback' | 'reconciliation'
  receivedAt: number
  lastDuplicateAt: number | null
  status: string
  reason: string | null
  stepName: string | null
  stepType: string | null
  stepStatus: string | null
  done: number | null
  total: number | null
  occurredAt: number | null
}

/** What the callbacks of an enrollment amount to: the columns of its row that follow from them. */
export type Projection = {
  status: Exclude<EnrollmentStatus, 'UNCONFIRMED' | 'NOT_CREATED'>
  reason: string | null
  /** Two callbacks ended the file differently. */
  conflict: boolean
  stepsDone: number | null
  stepsTotal: number | null
  steps: StepState[]
  startedAt: number | null
  finishedAt: number | null
  lastNewsAt: number
}

/**
 * Projects the *set* of an enrollment's facts: their order and their repetitions change nothing, because ID360 retries
 * and may deliver an intermediate callback after the final one. [wiki] A final status absorbs every other; of two
 * different ones the file that ended first (then the smaller hash) is shown, and `conflict` says so. `done` only grows.
 *
 * @returns null when there is no fact: nothing is known beyond what the desk itself did
 */
export function project(facts: readonly ProjectionFact[]): Projection | null {
  const [first, ...others] = facts
  if (!first) return null
  const finals = facts.filter(({ status }) => isFinalStatus(status))
  const shown = finals.reduce<ProjectionFact | null>(
    (best, fact) => (best && compareTimes(best, fact) <= 0 ? best : fact),
    null,
  )
  return {
    status: shown && isFinalStatus(shown.status) ? shown.status : begun(facts) ? 'STARTED' : 'NEW',
    reason: shown?.reason ?? null,
    conflict: new Set(finals.map(({ status }) => status)).size > 1,
    stepsDone: greatest(facts.map(({ done }) => done)),
    stepsTotal: greatest(facts.map(({ total }) => total)),
    steps: projectSteps(facts),
    startedAt: beginning(facts),
    finishedAt: shown ? (shown.occurredAt ?? shown.receivedAt) : null,
    lastNewsAt: others.reduce((latest, fact) => Math.max(latest, heardAt(fact)), heardAt(first)),
  }
}

/** Earlier first; a fact without a time after those that have one; then by hash, so that no two are level. */
function compareTimes(a: ProjectionFact, b: ProjectionFact): number {
  const [timeA, timeB] = [a.occurredAt ?? Number.MAX_SAFE_INTEGER, b.occurredAt ?? Number.MAX_SAFE_INTEGER]
  return timeA - timeB || compareText(a.sha256, b.sha256)
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Intermediate callbacks always say STARTED [wiki]; a step or progress says it as well, whatever the word. */
const tellsOfStart = (fact: ProjectionFact) =>
  !isFinalStatus(fact.status) && (fact.status === 'STARTED' || fact.stepName !== null || (fact.done ?? 0) > 0)

const begun = (facts: readonly ProjectionFact[]) => facts.some(tellsOfStart)

/** The desk asked and got the same answer again: that is news too. The same callback sent again is none. */
const heardAt = ({ source, receivedAt, lastDuplicateAt }: ProjectionFact) =>
  source === 'reconciliation' ? Math.max(receivedAt, lastDuplicateAt ?? 0) : receivedAt

/** The earliest trace of the person at work: by ID360's own times, or, when it gives none, by the arrivals. */
function beginning(facts: readonly ProjectionFact[]): number | null {
  const traces = facts.filter(tellsOfStart)
  return (
    least(traces.map(({ occurredAt }) => occurredAt)) ?? least(traces.map(({ receivedAt }) => receivedAt))
  )
}

/** Each step once, as the latest callback about it said (a time beats none, the greater hash breaks a tie). */
function projectSteps(facts: readonly ProjectionFact[]): StepState[] {
  const latest = new Map<string, ProjectionFact & { stepName: string }>()
  for (const fact of facts) {
    const { stepName } = fact
    if (stepName === null) continue
    const known = latest.get(stepName)
    const later = !known || compareRecency(known, fact) < 0
    if (later) latest.set(stepName, { ...fact, stepName })
  }
  return [...latest.values()]
    .sort((a, b) => compareProgress(a, b) || compareText(a.stepName, b.stepName))
    .map(({ stepName, stepType, stepStatus, occurredAt }) => ({
      name: stepName,
      type: stepType,
      status: stepStatus,
      occurredAt,
    }))
}

const compareRecency = (a: ProjectionFact, b: ProjectionFact) =>
  (a.occurredAt ?? -1) - (b.occurredAt ?? -1) || compareText(a.sha256, b.sha256)

/** The order of the journey: by when the steps ended, then by how many were done. */
const compareProgress = (a: ProjectionFact, b: ProjectionFact) =>
  (a.occurredAt ?? Number.MAX_SAFE_INTEGER) - (b.occurredAt ?? Number.MAX_SAFE_INTEGER) ||
  (a.done ?? Number.MAX_SAFE_INTEGER) - (b.done ?? Number.MAX_SAFE_INTEGER)

const known = (numbers: readonly (number | null)[]) => numbers.filter((number) => number !== null)

function greatest(numbers: readonly (number | null)[]): number | null {
  return known(numbers).reduce<number | null>((best, n) => (best === null || n > best ? n : best), null)
}

function least(numbers: readonly (number | null)[]): number | null {
  return known(numbers).reduce<number | null>((best, n) => (best === null || n < best ? n : best), null)
}
