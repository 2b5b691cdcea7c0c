import { z } from 'zod'
import type { StaffActor } from '@/lib/context'
import { LOCALES } from '@/lib/i18n/locale'
import { seesGroup } from '@/lib/staff/authorize'
import { USAGE_PERIODS } from '../usage-query'

/** What `usage_export.query` holds: the question as it was understood, and how its file is to be written. */
export const exportScope = z.object({
  period: z.enum(USAGE_PERIODS),
  /** Days of the setting TIME_ZONE as it was, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  /** Whose enrollments: group ids, '' for "no group"; null every group of the desk. */
  groups: z.array(z.string()).nullable(),
  processId: z.string().nullable(),
  language: z.enum(LOCALES),
  separator: z.enum([',', ';']),
  sheets: z.enum(['one', 'perGroup']),
})

export type ExportScope = z.output<typeof exportScope>

/** Whether all that the export is about is open to this person now. */
export function seesScope(actor: StaffActor, { groups }: ExportScope): boolean {
  if (groups === null) return actor.groupIds === null
  return groups.every((groupId) => seesGroup(actor, groupId))
}
