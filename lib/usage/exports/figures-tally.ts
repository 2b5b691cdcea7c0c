import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { ExportedFigures } from '@/db/schema/usage'
import { COUNT_OF_STATUS } from '../usage-counts'
import { dayNumberAt, monthOfDay } from '../usage-days'

export type FiguresByMonth = Record<string, Record<string, ExportedFigures>>

/** What an export says of each month and group; `notCreated` ones are in no export. */
export const SNAPSHOT_COUNTS = [
  'fresh',
  'started',
  'ok',
  'ko',
  'canceled',
  'failed',
  'discontinued',
  'unconfirmed',
] as const

export const noFigures = (): ExportedFigures => Object.fromEntries(SNAPSHOT_COUNTS.map((count) => [count, 0]))

export type FiguresTally = {
  add(createdAt: number, groupId: string, status: EnrollmentStatus): void
  /** By month (yyyymm) and group id. */
  figures(): FiguresByMonth
}

/** Counts the enrollments that a file holds, so that a later change of a month can be told. */
export function createFiguresTally(timeZone: string): FiguresTally {
  const byMonth: FiguresByMonth = {}
  return {
    add(createdAt, groupId, status) {
      const month = monthOfDay(dayNumberAt(timeZone, createdAt))
      const counts = byMonth[month]?.[groupId] ?? noFigures()
      const count = COUNT_OF_STATUS[status]
      counts[count] = (counts[count] ?? 0) + 1
      if (byMonth[month]?.[groupId] !== counts) byMonth[month] = { ...byMonth[month], [groupId]: counts }
    },
    figures: () => byMonth,
  }
}
