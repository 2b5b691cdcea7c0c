import { Refusal } from '../http/refusal'
import { chosenRoute, findProcess, type Process, type ProcessRoute } from '../processes'
import { isFinal } from '../statuses'
import type { Enrollment } from '../store/enrollment'

/** The process of an enrollment. Throws a 404 when the sandbox no longer has it. */
export function processOf(enrollment: Enrollment): Process {
  const process = findProcess(enrollment.processUuid)
  if (!process) throw new Refusal(404, 'The process of this enrollment is gone.')
  return process
}

/** Nothing can be done to a final enrollment. Throws a 409 [guess: the status is not documented]. */
export function refuseFinal(enrollment: Enrollment): void {
  if (isFinal(enrollment.status)) throw new Refusal(409, `This enrollment is ${enrollment.status}.`)
}

/** The route in use. Throws a 400 while several are offered and none is chosen. */
export function routeInUse(enrollment: Enrollment, process: Process): ProcessRoute {
  const route = chosenRoute(process, enrollment.detail.routeId)
  if (!route) throw new Refusal(400, 'Select a route first.')
  return route
}

/** Throws a 400 before the person's consent. */
export function wantConsent(enrollment: Enrollment): void {
  if (!enrollment.detail.consent) throw new Refusal(400, 'Consent is needed first.')
}
