import type { EnrollmentStatus } from '@/db/schema/enrollment'
import { isFinalStatus } from '@/lib/id360/statuses'
import type { AssistedObstacle } from './assisted-view'

type Facts = {
  enrollment: { status: EnrollmentStatus; sealedApiKey: Buffer | null }
  process: { assisted: boolean }
  /** null until the flow was opened. */
  flow: { routes: string[] } | null
}

/** Why nothing can be done here for the person; null when something can. */
export function obstacleOf({ enrollment, process, flow }: Facts): AssistedObstacle | null {
  const { status, sealedApiKey } = enrollment
  if (status === 'UNCONFIRMED' || status === 'NOT_CREATED') return 'notCreated'
  if (isFinalStatus(status)) return 'ended'
  if (!process.assisted || flow?.routes.length === 0) return 'notAssisted'
  return sealedApiKey === null ? 'noKey' : null
}
