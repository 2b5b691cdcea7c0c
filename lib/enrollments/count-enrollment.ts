import { sql } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'

type Place = { status: EnrollmentStatus; processId: string; groupId: string }

/** Adds `by` (1 or -1) enrollments to the counter of a status, in the transaction that changes the enrollment. */
export async function countEnrollment(tx: Tx, tables: Tables, place: Place, by: 1 | -1): Promise<void> {
  const { enrollmentCount } = tables
  await tx
    .insert(enrollmentCount)
    .values({ ...place, n: by })
    .onConflictDoUpdate({
      target: [enrollmentCount.status, enrollmentCount.processId, enrollmentCount.groupId],
      set: { n: sql`${enrollmentCount.n} + ${by}` },
    })
}
