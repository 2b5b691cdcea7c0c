import { toId360Time } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import { findKoCause } from '../ko-causes'
import type { Process } from '../processes'
import { type ProcessStep, stepsOf } from '../processes'
import type { CallbackHeader, DoneStep, Enrollment } from '../store/enrollment'

/** What the fictional identity provider answered; the callback headers are echoed here as well [client]. */
function answerOf(enrollment: Enrollment, done: DoneStep, secrets: readonly CallbackHeader[]) {
  const read = documentIdentity(enrollment)
  const passed = done.status === 'OK'
  return {
    provider: 'Identité numérique de l’Exemple',
    transaction_id: `EX-${enrollment.id}`,
    level: passed ? 'substantial' : null,
    identity: passed
      ? { name: read.last_name, first_names: read.first_name.split(/\s+/), birth_date: read.birth_date }
      : null,
    error: passed ? null : { code: 'user_unknown', description: 'No account has this identity' },
    callback_headers: secrets,
  }
}

function isExternal(step: ProcessStep, done: DoneStep): boolean {
  return step.stage === 'external' && step.name === done.name
}

/** `external_methods` of the report, by name, with the results as lists [client]; the inner keys are a [guess]. */
export function externalMethods(
  enrollment: Enrollment,
  process: Process,
  secrets: readonly CallbackHeader[],
): Record<string, unknown> {
  const { steps: doneSteps, koCause, routeId } = enrollment.detail
  const koStep = koCause ? findKoCause(koCause)?.koStep : undefined
  const steps = stepsOf(process, routeId)
  const external = doneSteps.filter((done) => steps.some((step) => isExternal(step, done)))
  return Object.fromEntries(
    external.map((done) => [
      done.name,
      {
        status: done.status,
        starting_time: toId360Time(done.startedAt),
        finished_time: toId360Time(done.finishedAt),
        status_codes: done.status === 'KO' && koStep?.name === done.name ? koStep.codes : [],
        results: { identity: [answerOf(enrollment, done, secrets)] },
      },
    ]),
  )
}
