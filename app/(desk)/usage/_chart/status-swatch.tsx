import { statusPaint, type UsageStatus } from './usage-statuses'

/** The paint of a status, in small. */
export function StatusSwatch({ status }: { status: UsageStatus }) {
  return (
    <svg aria-hidden="true" width="14" height="14" className="shrink-0">
      <rect width="14" height="14" rx="3" fill={statusPaint(status)} />
    </svg>
  )
}
