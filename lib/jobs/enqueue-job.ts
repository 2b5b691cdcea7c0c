import { inArray, sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { Tables } from '@/db/schema'
import type { Db, Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'

/** Every kind of work that runs behind a committed change. */
export const JOB_KINDS = [
  'capture-report',
  'capture-proof-slip',
  'capture-idclaim',
  'capture-documents',
  'verify-evidence',
  'verify-audit',
  'owe-missing-evidence',
  'reconcile',
  'retention',
  'erase-file',
  'forget-erased',
] as const
export type JobKind = (typeof JOB_KINDS)[number]

export type NewJob = {
  kind: JobKind
  /** What the job is about: an enrollment's id; for what concerns the whole desk a fixed word. */
  subjectId: string
  /** When it may run, epoch milliseconds; now by default. */
  runAt?: number
  /** Whether a job that has ended (done or dead) starts over; by default it stays as it is. */
  again?: boolean
}

const insert = (db: Db, { job }: Tables) =>
  db.insert(job).values({
    id: sql.placeholder('id'),
    kind: sql.placeholder('kind'),
    subjectId: sql.placeholder('subjectId'),
    state: 'ready',
    runAt: sql.placeholder('runAt'),
    attempts: 0,
    createdAt: sql.placeholder('now'),
  })

const once = prepared((db, tables) => {
  const { kind, subjectId } = tables.job
  return insert(db, tables).onConflictDoNothing({ target: [kind, subjectId] })
})

const again = prepared((db, tables) => {
  const { job } = tables
  return insert(db, tables).onConflictDoUpdate({
    target: [job.kind, job.subjectId],
    set: {
      state: 'ready',
      runAt: hole('runAt', job.runAt),
      attempts: 0,
      leaseUntil: null,
      lastError: null,
      finishedAt: null,
    },
    setWhere: inArray(job.state, ['done', 'dead']),
  })
})

/**
 * Puts a job in the outbox, in the transaction that causes it. There is one job per kind and subject: enqueued twice it
 * runs once. After the commit, `wakeWorkers()` spares it the wait for the next poll.
 */
export async function enqueueJob(ctx: Context, tx: Tx, newJob: NewJob): Promise<void> {
  const now = ctx.clock()
  const { kind, subjectId, runAt = now } = newJob
  const query = newJob.again ? again : once
  await query(tx, ctx.store.tables).execute({ id: newId(), kind, subjectId, runAt, now })
}
