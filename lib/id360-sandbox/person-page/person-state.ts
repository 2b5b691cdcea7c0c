import { documentIdentity } from '../journey/document-identity'
import { processOf } from '../journey/flow-rules'
import { stagesLeft } from '../journey/progress'
import { koCausesFor } from '../ko-causes'
import { chosenRoute, stepsOf, takesSelfie } from '../processes'
import { isFinal } from '../statuses'
import type { Enrollment } from '../store/enrollment'

/** The screen the person is on. */
export function screenOf(enrollment: Enrollment) {
  if (isFinal(enrollment.status)) return 'final'
  if (enrollment.status === 'NEW') return 'start'
  const process = processOf(enrollment)
  if (!chosenRoute(process, enrollment.detail.routeId)) return 'route'
  if (!enrollment.detail.consent) return 'consent'
  return stagesLeft(enrollment, process)[0] ?? 'end'
}

/** What the page needs to draw the screen the person is on. */
export function personState(enrollment: Enrollment) {
  const process = processOf(enrollment)
  const steps = stepsOf(process, enrollment.detail.routeId)
  const read = documentIdentity(enrollment)
  return {
    screen: screenOf(enrollment),
    status: enrollment.status,
    processName: process.name,
    progress: { done: enrollment.detail.steps.length, total: steps.length },
    takesSelfie: takesSelfie(steps),
    routes: process.routes.map(({ id, label }) => ({ id, label })),
    identity: read,
    lockedFields: enrollment.detail.comparisons.filter((one) => one.locked).map((one) => one.name),
    koCauses: koCausesFor(steps.map((step) => step.name)).map(({ key, label }) => ({ key, label })),
    browserCallbackUrl: enrollment.detail.browserCallbackUrl,
  }
}
