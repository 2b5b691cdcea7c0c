import type { Kit } from '../kit'

export type JobState = 'ready' | 'leased' | 'done' | 'dead'

/** The outbox: work that a committed change causes, enqueued in the same transaction. */
export function jobTables(kit: Kit) {
  const job = kit.table(
    'job',
    {
      id: kit.id('id').primaryKey(),
      kind: kit.text('kind').notNull(),
      /** What the job is about (an enrollment's id): one job of a kind per subject. */
      subjectId: kit.id('subject_id').notNull(),
      state: kit.text<JobState>('state').notNull(),
      runAt: kit.ms('run_at').notNull(),
      /** Also the fencing token: a worker whose lease ran out no longer holds the number it claimed with. */
      attempts: kit.int('attempts').notNull(),
      leaseUntil: kit.ms('lease_until'),
      /** The last failure in the log's words: an error code and a sentence, never a body. */
      lastError: kit.text('last_error'),
      createdAt: kit.ms('created_at').notNull(),
      finishedAt: kit.ms('finished_at'),
    },
    (t) => [
      kit.unique('job_kind_subject').on(t.kind, t.subjectId),
      kit.index('job_due').on(t.state, t.runAt),
    ],
  )
  return { job }
}
