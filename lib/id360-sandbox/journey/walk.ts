import { arrangeMessages } from '../callbacks/arrange-messages'
import { type CallbackMessage, finalMessage } from '../callbacks/callback-message'
import { Refusal } from '../http/refusal'
import { findKoCause, koCausesFor } from '../ko-causes'
import { findProcess, stepsOf } from '../processes'
import type { Sandbox } from '../sandbox'
import { type FinalStatus, isFinal } from '../statuses'
import type { Enrollment, Identity } from '../store/enrollment'
import { commit } from './commit'
import { begin, completeSteps, finish, reasonOf } from './progress'

export type Walk = {
  /** ABANDONED: the person leaves half-way, no final callback comes. */
  outcome: FinalStatus | 'ABANDONED'
  koCause?: string
  identity?: Identity
  duplicates: number
  shuffle: boolean | 'intermediate-after-final'
  /** Time between two callbacks; 0 sends them as fast as they are taken. */
  stepDelayMs: number
  /** By default the enrollment's id: each has an order of its own, always the same. */
  seed?: number
  /** Final callbacks to send instead of the outcome's own: two different ones conflict. */
  finals?: FinalStatus[]
}

const DEFAULT_KO_CAUSE = 'document-invalid'

/** The cause of a KO, checked against the journey's steps; null for any other outcome. */
export function koCauseFor(outcome: string, wanted: string | undefined, stepNames: string[]): string | null {
  if (outcome !== 'KO') return null
  const key = wanted ?? DEFAULT_KO_CAUSE
  if (!findKoCause(key)) throw new Refusal(400, { koCause: [`"${key}" is not a known cause.`] })
  if (!koCausesFor(stepNames).some((cause) => cause.key === key)) {
    throw new Refusal(400, { koCause: [`"${key}" cannot happen in this process.`] })
  }
  return key
}

/**
 * Walks the whole journey at once and queues its callbacks as the scenario wants.
 * Throws a 409 when the enrollment is already final, a 400 for a cause this process cannot have.
 */
export function walk(sandbox: Sandbox, enrollment: Enrollment, how: Walk): { callbacks: number } {
  if (isFinal(enrollment.status)) throw new Refusal(409, 'This enrollment is already final.')
  const process = findProcess(enrollment.processUuid)
  if (!process) throw new Refusal(404, 'The process of this enrollment is gone.')
  enrollment.detail.routeId ??= process.routes[0].id
  const steps = stepsOf(process, enrollment.detail.routeId)
  const koCause = koCauseFor(
    how.outcome,
    how.koCause,
    steps.map((step) => step.name),
  )
  if (how.identity) enrollment.detail.scenario.identity = how.identity

  const now = Date.now()
  const gap = Math.max(1, how.stepDelayMs)
  begin(enrollment, now)
  enrollment.detail.consent ??= { cgu: true, biometry: true, at: now }
  const verdict = how.outcome === 'OK' || how.outcome === 'KO'
  const messages = completeSteps(enrollment, process, {
    at: (index) => now + (index + 1) * gap,
    limit: verdict ? undefined : Math.ceil(steps.length / 2),
    koStep: koCause ? findKoCause(koCause)?.koStep?.name : undefined,
  })
  if (how.outcome !== 'ABANDONED') {
    const at = now + (messages.length + 1) * gap
    const ending = finish(enrollment, process, { status: how.outcome, koCause }, at)
    messages.push(...(how.finals ? scriptedFinals(enrollment, how.finals, at) : ending))
  }
  const arranged = arrangeMessages(messages, { ...how, seed: how.seed ?? enrollment.id })
  const dueAt = (index: number) => (how.stepDelayMs === 0 ? 0 : now + (index + 1) * how.stepDelayMs)
  return { callbacks: commit(sandbox, enrollment, arranged, dueAt) }
}

function scriptedFinals(enrollment: Enrollment, finals: FinalStatus[], at: number): CallbackMessage[] {
  const process = findProcess(enrollment.processUuid)
  if (!process) return []
  return finals.map((status, index) =>
    finalMessage(enrollment, process, { status, reason: reasonOf(status, DEFAULT_KO_CAUSE) }, at + index),
  )
}
