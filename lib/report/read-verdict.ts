import { parseId360Time } from '@/lib/id360/parse-id360-time'
import { isKnownStatus } from '@/lib/id360/statuses'
import { isJsonObject, textOf } from './json-value'
import { valueAt } from './spelled-key'

/** What the head of a report says. Times are epoch milliseconds UTC; texts are as written. */
export type ReportVerdict = {
  status: string | null
  /** Whether the status is one ID360 documents. */
  known: boolean
  identityStatus: string | null
  reason: string | null
  level: string | null
  environment: string | null
  service: string | null
  version: string | null
  processName: string | null
  processVersion: string | null
  clientReference: string | null
  createdAt: number | null
  startedAt: number | null
  finishedAt: number | null
}

/** Reads the head of a report; what is missing is null. Pure; never throws. */
export function readVerdict(report: unknown): ReportVerdict {
  const node = isJsonObject(report) ? report : {}
  const text = (key: string) => textOf(valueAt(node, key))
  const status = text('status')
  return {
    status,
    known: status !== null && isKnownStatus(status),
    identityStatus: text('identity_status'),
    reason: text('reason'),
    level: text('level'),
    environment: text('environment'),
    service: text('id_verification_service'),
    version: text('version'),
    processName: text('process_name'),
    processVersion: text('process_version'),
    clientReference: text('client_reference'),
    createdAt: parseId360Time(node.creation_time),
    startedAt: parseId360Time(node.starting_time),
    finishedAt: parseId360Time(node.finished_time),
  }
}
