import { sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { Tables } from '@/db/schema'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { Tx } from '@/db/store'

type Place = { status: EnrollmentStatus; processId: string; groupId: string }

const count = prepared((db, { enrollmentCount }) =>
  db
    .insert(enrollmentCount)
    .values({
      status: sql.placeholder('status'),
      processId: sql.placeholder('processId'),
      groupId: sql.placeholder('groupId'),
      n: sql.placeholder('by'),
    })
    .onConflictDoUpdate({
      target: [enrollmentCount.status, enrollmentCount.processId, enrollmentCount.groupId],
      set: { n: sql`${enrollmentCount.n} + ${hole('by', enrollmentCount.n)}` },
    }),
)

/** Adds `by` (1 or -1) enrollments to the counter of a status, in the transaction that changes the enrollment. */
export async function countEnrollment(tx: Tx, tables: Tables, place: Place, by: 1 | -1): Promise<void> {
  await count(tx, tables).execute({ ...place, by })
}
