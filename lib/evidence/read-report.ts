import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Confirmation, EnrollmentStatus } from '@/db/schema/enrollment'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { type JobView, jobView } from '@/lib/jobs/job-view'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { maskSecrets } from './mask'
import { readEvidenceBytes } from './report-damage'

export const readReportInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/** A report beyond this is downloaded, not shown: a page of that size helps nobody. */
export const MAX_SHOWN_BYTES = 6 * 1024 * 1024

/** The report of an enrollment as its page shows it. Instants in epoch milliseconds. */
export type ReportView = {
  /**
   * `none`: no report is due (no verdict, or none yet); `pending`: the job is on it; `failed`: it gave up; `erased`: it
   * was, or the person was before there was one.
   */
  state: 'none' | 'pending' | 'failed' | 'captured' | 'erased'
  /** When the evidence, or else who the person is, was erased. */
  erasedAt: number | null
  status: EnrollmentStatus
  confirmation: Confirmation
  conflict: boolean
  clientReference: string | null
  /** null when there has been no capture job. */
  job: JobView | null
  canRetry: boolean
  canDownload: boolean
  report: {
    evidenceId: string
    capturedAt: number
    /** Of the original bytes. */
    sha256: string
    size: number
    /** The JSON without its secrets; null when it is too large to be shown. */
    value: unknown
  } | null
}

/**
 * Reads the captured report, verified and without its secrets; or says why there is none. Reading is audited before
 * anything is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED when the kept bytes are no longer what was captured
 */
export async function readReport(ctx: Context, input: z.input<typeof readReportInput>): Promise<ReportView> {
  const actor = authorize(ctx, 'evidence.view')
  const { enrollmentId } = readReportInput.parse(input)
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  const { evidence, job } = ctx.store.tables
  const [[file], [jobRow]] = await Promise.all([
    ctx.store.read
      .select()
      .from(evidence)
      .where(and(eq(evidence.enrollmentId, enrollmentId), eq(evidence.kind, 'report')))
      .orderBy(desc(evidence.seenAt), desc(evidence.id))
      .limit(1),
    ctx.store.read
      .select()
      .from(job)
      .where(and(eq(job.kind, 'capture-report'), eq(job.subjectId, enrollmentId))),
  ])
  const erasedAt = row.evidenceErasedAt ?? row.erasedAt
  const view = {
    status: row.status,
    confirmation: row.confirmation,
    conflict: row.conflict,
    clientReference: row.clientReference,
    job: jobRow ? jobView(jobRow) : null,
    canRetry: may(actor.roles, 'evidence.retry') && erasedAt === null,
    erasedAt,
    canDownload: may(actor.roles, 'evidence.download'),
  }
  if (!file) {
    return { ...view, state: erasedAt === null ? stateWithout(view.job) : 'erased', report: null }
  }
  const value =
    file.size > MAX_SHOWN_BYTES
      ? null
      : maskSecrets(JSON.parse((await readEvidenceBytes(ctx, file)).toString('utf8')))
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'evidence.viewed',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { evidenceId: file.id, kind: 'report' },
    }),
  )
  const { id, capturedAt, sha256, size } = file
  return { ...view, state: 'captured', report: { evidenceId: id, capturedAt, sha256, size, value } }
}

function stateWithout(job: JobView | null): ReportView['state'] {
  if (!job || job.state === 'done') return 'none'
  return job.state === 'dead' ? 'failed' : 'pending'
}
