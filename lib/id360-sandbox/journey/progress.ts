import { type CallbackMessage, finalMessage, intermediateMessage } from '../callbacks/callback-message'
import { findKoCause } from '../ko-causes'
import { type Process, type ProcessStep, type Stage, stepsOf } from '../processes'
import type { FinalStatus } from '../statuses'
import type { DoneStep, Enrollment } from '../store/enrollment'

/** The person (or the business system for them) has begun: NEW becomes STARTED [seed]. */
export function begin(enrollment: Enrollment, at: number): void {
  if (enrollment.status !== 'NEW') return
  enrollment.status = 'STARTED'
  enrollment.startedAt = at
}

function isDone(enrollment: Enrollment, step: ProcessStep): boolean {
  return enrollment.detail.steps.some((done) => done.name === step.name)
}

/** The stages of the chosen route that still have something to do, in order. */
export function stagesLeft(enrollment: Enrollment, process: Process): Stage[] {
  const left = stepsOf(process, enrollment.detail.routeId).filter((step) => !isDone(enrollment, step))
  return [...new Set(left.map((step) => step.stage))]
}

/**
 * Does the steps that are still to do, and returns the intermediate callbacks that tell of them.
 * `until`: stop after that stage (all of them when absent); `koStep`: the step that fails, if any;
 * `at(index)`: when the index-th of them ends, epoch ms.
 */
export function completeSteps(
  enrollment: Enrollment,
  process: Process,
  options: { at: (index: number) => number; until?: Stage; limit?: number; koStep?: string },
): CallbackMessage[] {
  const steps = stepsOf(process, enrollment.detail.routeId)
  const last = options.until === undefined ? steps.length : steps.findLastIndex(isOf(options.until)) + 1
  const todo = steps.slice(0, last).filter((step) => !isDone(enrollment, step))
  return todo.slice(0, options.limit).map((step, index) => {
    const finishedAt = options.at(index)
    const previous = enrollment.detail.steps.at(-1)?.finishedAt ?? enrollment.startedAt ?? finishedAt
    const done: DoneStep = {
      name: step.name,
      status: step.name === options.koStep ? 'KO' : 'OK',
      startedAt: Math.min(previous, finishedAt),
      finishedAt,
    }
    enrollment.detail.steps.push(done)
    const progress = { done: enrollment.detail.steps.length, total: steps.length }
    return intermediateMessage(enrollment, process, step, done, progress)
  })
}

const isOf = (stage: Stage) => (step: ProcessStep) => step.stage === stage

/** When the chosen KO cause condemns a step that was announced as OK, the step is announced once more. */
function condemnStep(
  enrollment: Enrollment,
  process: Process,
  koStep: string,
  at: number,
): CallbackMessage[] {
  const steps = stepsOf(process, enrollment.detail.routeId)
  const step = steps.find((one) => one.name === koStep)
  const done = enrollment.detail.steps.find((one) => one.name === koStep)
  if (!step || !done || done.status === 'KO') return []
  done.status = 'KO'
  done.finishedAt = at
  const progress = { done: enrollment.detail.steps.length, total: steps.length }
  return [intermediateMessage(enrollment, process, step, done, progress)]
}

/** What `reason` says of each end; the real wordings are not documented [guess], the codes are [wiki]. */
export function reasonOf(status: FinalStatus, koCause: string | null): string | null {
  if (status === 'KO') return (koCause && findKoCause(koCause)?.reason) || null
  if (status === 'CANCELED') return 'ERL_TIMEOUT'
  if (status === 'DISCONTINUED') return 'ERL_DELETE'
  return status === 'FAILED' ? 'UNKNOWN_ERROR' : null
}

/** Ends the enrollment and returns the callbacks of its end. A verdict presupposes that all steps are done. */
export function finish(
  enrollment: Enrollment,
  process: Process,
  verdict: { status: FinalStatus; koCause: string | null },
  at: number,
): CallbackMessage[] {
  const koStep = verdict.koCause ? findKoCause(verdict.koCause)?.koStep?.name : undefined
  const late = koStep ? condemnStep(enrollment, process, koStep, at) : []
  enrollment.status = verdict.status
  enrollment.reason = reasonOf(verdict.status, verdict.koCause)
  enrollment.finishedAt = at
  enrollment.detail.koCause = verdict.koCause
  return [
    ...late,
    finalMessage(enrollment, process, { status: verdict.status, reason: enrollment.reason }, at),
  ]
}
