import { toId360Time } from '../id360-time'
import { CHALLENGE, INPUT } from '../ko-causes/status-codes'
import type { Enrollment } from '../store/enrollment'

const EARLIER_MS = 26 * 3600 * 1000
const LASTED_MS = 4 * 60 * 1000

/** `previous_reports` of a person who had tried the day before, in vain. What is inside is a [guess]. */
export function previousReports(enrollment: Enrollment) {
  const begunAt = enrollment.createdAt - EARLIER_MS
  const endedAt = toId360Time(begunAt + LASTED_MS)
  return [
    {
      id: enrollment.id - 1_000_000,
      status: 'KO',
      identity_status: 'KO',
      reason: INPUT.code,
      all_status_codes: [
        { status_code: INPUT, where: 'id_document' },
        { status_code: CHALLENGE, where: 'fake_photo_id' },
      ],
      creation_time: toId360Time(begunAt),
      finished_time: endedAt,
      steps: {
        id_document: { status: 'KO', finished_time: endedAt, status_codes: [INPUT] },
        fake_photo_id: { status: 'KO', finished_time: endedAt, status_codes: [CHALLENGE] },
      },
    },
  ]
}
