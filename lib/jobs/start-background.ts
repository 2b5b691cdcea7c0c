import { scheduleAuditVerification } from '@/lib/audit/verify-audit-job'
import { contextFor, type Desk } from '@/lib/desk'
import { clearReveals } from '@/lib/enrollments/clear-reveals'
import { sweepSilentEnrollments } from '@/lib/enrollments/sweep-silent-enrollments'
import { clearStaging } from '@/lib/evidence/clear-staging'
import { scheduleOweMissingEvidence } from '@/lib/evidence/owe-missing-evidence'
import { scheduleVerification } from '@/lib/evidence/verify-evidence-job'
import { eraseAgain } from '@/lib/retention/erase-again'
import { scheduleRetention } from '@/lib/retention/retention-job'
import { tidyErasingJobs } from '@/lib/retention/tidy-erasing-jobs'
import { clearAttempts } from '@/lib/staff/throttle-attempts'
import { jobHandlers } from './handlers'
import { startWorker, type Worker } from './run-worker'

const SWEEP_EVERY_MS = 60_000
/** Whether anything is past its period is looked up once an hour. */
const RETENTION_EVERY = 60

/**
 * Starts what runs without being asked: the worker of the outbox, the sweep, the clearing of left-over files, of old
 * failed sign-ins and of old reveals, the daily verification of the evidence and of the audit log and erasing of what
 * is past its period, and once what an older desk left uncaptured.
 */
export function startBackground(desk: Desk): Worker {
  const worker = startWorker(desk, jobHandlers)
  const ctx = contextFor({ kind: 'system', name: 'sweep' }, desk)
  let sweeping: Promise<void> | null = null
  let owingScheduled = false
  let erasedAgain = false
  let sweeps = 0

  async function sweep() {
    try {
      if (!erasedAgain) await eraseAgain(ctx)
      erasedAgain = true
      await clearStaging(ctx)
      await clearAttempts(ctx)
      await clearReveals(ctx)
      await sweepSilentEnrollments(ctx)
      await scheduleVerification(ctx)
      await scheduleAuditVerification(ctx)
      if (sweeps++ % RETENTION_EVERY === 0) await scheduleRetention(ctx)
      await tidyErasingJobs(ctx)
      if (!owingScheduled) await scheduleOweMissingEvidence(ctx)
      owingScheduled = true
    } catch (error) {
      ctx.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the sweep failed')
    }
  }
  const tick = () => {
    sweeping ??= sweep().finally(() => {
      sweeping = null
    })
  }
  tick()
  const timer = setInterval(tick, SWEEP_EVERY_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all([worker.stop(), sweeping])
    },
  }
}
