import type { CallbackMessage } from '../callbacks/callback-message'
import { Refusal } from '../http/refusal'
import { findKoCause } from '../ko-causes'
import type { Process } from '../processes'
import type { FinalStatus } from '../statuses'
import type { Enrollment } from '../store/enrollment'
import { dataDifferences } from './compare-data'
import { refuseFinal, routeInUse, wantConsent } from './flow-rules'
import { begin, completeSteps, finish } from './progress'
import { isUnreadable, missingDocument } from './uploads'

/**
 * How the journey ends: as the scenario says, else KO when the document cannot be read or the data differ from it, else
 * OK.
 */
function verdictOf(enrollment: Enrollment): { status: FinalStatus; koCause: string | null } {
  const { outcome, koCause } = enrollment.detail.scenario
  if (outcome === 'KO') return { status: 'KO', koCause: koCause ?? 'document-invalid' }
  if (outcome) return { status: outcome, koCause: null }
  if (isUnreadable(enrollment)) return { status: 'KO', koCause: 'document-unreadable' }
  const difference = dataDifferences(enrollment)[0]
  return difference ? { status: 'KO', koCause: difference } : { status: 'OK', koCause: null }
}

/**
 * Ends a journey made through the API and returns its last callbacks.
 * Throws a 409 when already final, a 400 while a route, the consent or a page is missing.
 */
export function finalize(enrollment: Enrollment, process: Process): CallbackMessage[] {
  refuseFinal(enrollment)
  const route = routeInUse(enrollment, process)
  wantConsent(enrollment)
  const missing = missingDocument(enrollment, route)
  if (missing) throw new Refusal(400, missing)
  const now = Date.now()
  begin(enrollment, now)
  return conclude(enrollment, process, verdictOf(enrollment), now)
}

/** The remaining steps when there is a verdict, then the end. Used by the API flow and by the person's page. */
export function conclude(
  enrollment: Enrollment,
  process: Process,
  verdict: { status: FinalStatus; koCause: string | null },
  now: number,
): CallbackMessage[] {
  const hasVerdict = verdict.status === 'OK' || verdict.status === 'KO'
  const koStep = verdict.koCause ? findKoCause(verdict.koCause)?.koStep?.name : undefined
  const steps = hasVerdict ? completeSteps(enrollment, process, { at: (index) => now + index, koStep }) : []
  return [...steps, ...finish(enrollment, process, verdict, now + steps.length)]
}
