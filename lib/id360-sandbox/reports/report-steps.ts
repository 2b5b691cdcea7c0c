import { toId360Time } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import { findKoCause } from '../ko-causes'
import type { CallbackHeader, DoneStep, Enrollment } from '../store/enrollment'

const FILES_OF_STEP: Record<string, string[]> = {
  id_document: ['identity_document'],
  fake_photo_id: ['identity_document'],
  liveness$0: ['liveness'],
  liveness$1: ['liveness'],
  facecomparison: ['identity_document', 'selfie'],
  proof_of_address: ['proof_of_address'],
}

function resultOf(step: DoneStep): Record<string, unknown> {
  const passed = step.status === 'OK'
  switch (step.name) {
    case 'fake_photo_id':
      return { score: passed ? 0.97 : 0.21, threshold: 0.5 }
    case 'facecomparison':
      return { similarity: passed ? 0.93 : 0.38, threshold: 0.7 }
    case 'liveness$0':
    case 'liveness$1':
      return { alive: passed, challenge: 'turn_head' }
    case 'phone_detection':
      return { line_type: passed ? 'mobile' : null }
    default:
      return { valid: passed }
  }
}

function datasOf(enrollment: Enrollment, step: DoneStep): Record<string, unknown> {
  const read = documentIdentity(enrollment)
  if (step.name === 'profile') {
    const { person, declared, comparisons } = enrollment.detail
    const compared = Object.fromEntries(comparisons.map((one) => [one.name, one.value]))
    return { ...person, ...declared, ...compared }
  }
  if (step.name === 'id_document') {
    return { name: read.last_name, first_name: read.first_name, birth_date: read.birth_date, pages: 2 }
  }
  return {}
}

/**
 * `steps` of the report. Each result echoes the callback headers, values included, as the real one does [wiki]:
 * whoever shows a report must mask them.
 */
export function reportSteps(enrollment: Enrollment, secrets: readonly CallbackHeader[]) {
  const koStep = enrollment.detail.koCause ? findKoCause(enrollment.detail.koCause)?.koStep : undefined
  return Object.fromEntries(
    enrollment.detail.steps.map((step) => [
      step.name,
      {
        status: step.status,
        creation_time: toId360Time(enrollment.createdAt),
        starting_time: toId360Time(step.startedAt),
        finished_time: toId360Time(step.finishedAt),
        status_codes: step.status === 'KO' && koStep?.name === step.name ? koStep.codes : [],
        datas: datasOf(enrollment, step),
        input_files: FILES_OF_STEP[step.name] ?? [],
        results: {
          [step.name.split('$')[0] ?? step.name]: [{ ...resultOf(step), callback_headers: secrets }],
        },
      },
    ]),
  )
}
