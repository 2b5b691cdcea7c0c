import {
  type LastAuditVerification,
  readLastAuditVerification,
} from '@/lib/audit/read-last-audit-verification'
import type { Context } from '@/lib/context'
import { authorize, authorizeSystem } from '@/lib/staff/authorize'
import { type CallbackState, callbackState } from './callback-state'
import { type DatabaseState, databaseState } from './database-state'
import { type DiskState, diskState } from './disk-state'
import { type EvidenceState, evidenceState } from './evidence-state'
import { type Id360State, id360State } from './id360-state'
import { type JobState, jobState } from './job-state'
import { type ProcessState, processState } from './process-state'
import { type Part, readPart } from './read-part'

/** How the desk is. Each part stands for itself: one that cannot be read says so. */
export type System = {
  /** Epoch milliseconds. */
  at: number
  id360: Part<Id360State>
  callbacks: Part<CallbackState>
  jobs: Part<JobState>
  evidence: Part<EvidenceState>
  /** null: the chain of the audit log has never been verified. */
  audit: Part<LastAuditVerification | null>
  database: Part<DatabaseState>
  disk: Part<DiskState>
  process: Part<ProcessState>
}

/**
 * How the desk is: the connection to ID360, callbacks, jobs, evidence, audit log, database, disk, process. Costs the same at a
 * million enrollments: every count stops at a bound, every query follows an index. For administrators, and for the desk
 * itself (its metrics). Holds no personal data.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function readSystem(ctx: Context): Promise<System> {
  if (ctx.actor.kind === 'system') authorizeSystem(ctx)
  else authorize(ctx, 'system.view')
  const [id360, callbacks, jobs, evidence, audit, disk, process] = await Promise.all([
    readPart(ctx, 'id360', async () => id360State(ctx)),
    readPart(ctx, 'callbacks', () => callbackState(ctx)),
    readPart(ctx, 'jobs', () => jobState(ctx)),
    readPart(ctx, 'evidence', () => evidenceState(ctx)),
    readPart(ctx, 'audit', () => readLastAuditVerification(ctx)),
    readPart(ctx, 'disk', () => diskState(ctx)),
    readPart(ctx, 'process', processState),
  ])
  // Alone, since it measures: on SQLite what the others read would count as its own time.
  const database = await readPart(ctx, 'database', () => databaseState(ctx))
  return { at: ctx.clock(), id360, callbacks, jobs, evidence, audit, database, disk, process }
}
