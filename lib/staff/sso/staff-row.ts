import type { Context } from '@/lib/context'

/** A member of staff as stored. */
export type StaffRow = Context['store']['tables']['staff']['$inferSelect']
