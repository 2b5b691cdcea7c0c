import { toId360Time, toId360TimeOrNull } from '../id360-time'
import type { Process, ProcessStep } from '../processes'
import type { FinalStatus, Status } from '../statuses'
import type { DoneStep, Enrollment } from '../store/enrollment'

/** One callback before it is addressed: its JSON text, the status it carries, the instant it tells of (epoch ms). */
export type CallbackMessage = { text: string; status: Status; at: number }

const DOCUMENT_OF_STEP: Record<string, string> = {
  id_document: 'identity_document',
  liveness$0: 'liveness',
  liveness$1: 'liveness',
  facecomparison: 'selfie',
  proof_of_address: 'proof_of_address',
}

/**
 * The callback of one step. `status` is always STARTED, whatever the step's own result [wiki].
 * The instant of the event is `enrollment_step.finished_time` [guess: no time field is documented].
 */
export function intermediateMessage(
  enrollment: Enrollment,
  process: Process,
  step: ProcessStep,
  done: DoneStep,
  progress: { done: number; total: number },
): CallbackMessage {
  const document = DOCUMENT_OF_STEP[step.name]
  const body = {
    id: enrollment.id,
    status: 'STARTED',
    client_reference: enrollment.clientReference,
    process_uuid: process.uuid,
    creation_time: toId360Time(enrollment.createdAt),
    starting_time: toId360TimeOrNull(enrollment.startedAt),
    steps_status: progress,
    enrollment_step: {
      name: step.name,
      type: step.type,
      status: done.status,
      starting_time: toId360Time(done.startedAt),
      finished_time: toId360Time(done.finishedAt),
      documents: document ? [{ name: document, status: done.status === 'OK' ? 'COLLECTED' : 'INVALID' }] : [],
    },
  }
  return { text: JSON.stringify(body), status: 'STARTED', at: done.finishedAt }
}

/** The last callback. Its complete field list is not public [wiki]: the enrollment's own fields are used. */
export function finalMessage(
  enrollment: Enrollment,
  process: Process,
  verdict: { status: FinalStatus; reason: string | null },
  at: number,
): CallbackMessage {
  const body = {
    id: enrollment.id,
    status: verdict.status,
    reason: verdict.reason,
    client_reference: enrollment.clientReference,
    process_id: process.number,
    process_uuid: process.uuid,
    creation_time: toId360Time(enrollment.createdAt),
    starting_time: toId360TimeOrNull(enrollment.startedAt),
    finished_time: toId360Time(at),
  }
  return { text: JSON.stringify(body), status: verdict.status, at }
}
