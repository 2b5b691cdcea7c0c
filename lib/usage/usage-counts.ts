import type { EnrollmentStatus } from '@/db/schema/enrollment'

/** What of an enrollment decides how it is counted (docs/usage.md). Instants are epoch milliseconds. */
export type CountedEnrollment = {
  createdAt: number
  processId: string
  groupId: string
  status: EnrollmentStatus
  startedAt: number | null
  finishedAt: number | null
  hasIdclaim: boolean
  retry: boolean
}

/** The counts of the rollup, as the columns of `usage_rollup` are called. */
export const COUNTS = [
  'unconfirmed',
  'notCreated',
  'fresh',
  'started',
  'ok',
  'ko',
  'canceled',
  'failed',
  'discontinued',
  'everStarted',
  'idclaims',
  'retries',
] as const

export type Count = (typeof COUNTS)[number]
export type Counts = Record<Count, number>

/** The count of each status. */
export const COUNT_OF_STATUS = {
  UNCONFIRMED: 'unconfirmed',
  NOT_CREATED: 'notCreated',
  NEW: 'fresh',
  STARTED: 'started',
  OK: 'ok',
  KO: 'ko',
  CANCELED: 'canceled',
  FAILED: 'failed',
  DISCONTINUED: 'discontinued',
} as const satisfies Record<EnrollmentStatus, Count>

/** A file in one of these was begun, whether or not a trace of the beginning arrived. */
export const STARTED_STATUSES: readonly EnrollmentStatus[] = ['STARTED', 'OK', 'KO']

export const noCounts = (): Counts => ({
  unconfirmed: 0,
  notCreated: 0,
  fresh: 0,
  started: 0,
  ok: 0,
  ko: 0,
  canceled: 0,
  failed: 0,
  discontinued: 0,
  everStarted: 0,
  idclaims: 0,
  retries: 0,
})

/** Adds one enrollment to `counts`, `sign` times. One that was not created never existed: it counts as that alone. */
export function addEnrollment(counts: Counts, enrollment: CountedEnrollment, sign: 1 | -1): void {
  const { status, startedAt, hasIdclaim, retry } = enrollment
  counts[COUNT_OF_STATUS[status]] += sign
  if (status === 'NOT_CREATED') return
  if (startedAt !== null || STARTED_STATUSES.includes(status)) counts.everStarted += sign
  if (hasIdclaim) counts.idclaims += sign
  if (retry) counts.retries += sign
}

/** How long from creation to verdict, in milliseconds; null without a verdict. */
export function durationToVerdict({
  status,
  createdAt,
  finishedAt,
}: Pick<CountedEnrollment, 'status' | 'createdAt' | 'finishedAt'>): number | null {
  if ((status !== 'OK' && status !== 'KO') || finishedAt === null) return null
  return Math.max(0, finishedAt - createdAt)
}
