import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { type Difference, findDifferences } from './find-differences'
import { type EvidenceItem, findVisibleEvidence, itemOf } from './find-evidence'
import { maskSecrets } from './mask'
import { readEvidenceBytes } from './report-damage'

export const compareReportsInput = z.object({
  enrollmentId: z.string().min(1).max(64),
  /** Two captures of its report: before and after. */
  a: z.string().min(1).max(64),
  b: z.string().min(1).max(64),
})

export type ReportComparison = {
  a: Omit<EvidenceItem, 'superseded' | 'versions'>
  b: Omit<EvidenceItem, 'superseded' | 'versions'>
  differences: Difference[]
  /** There are more than are listed. */
  truncated: boolean
}

const MOST_LISTED = 500

/**
 * What changed between two captures of a report, path by path, without its secrets: a secret that changed is not told.
 * Audited before anything is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (also when one of them is no report of this enrollment), DAMAGED
 */
export async function compareReports(
  ctx: Context,
  input: z.input<typeof compareReportsInput>,
): Promise<ReportComparison> {
  const actor = authorize(ctx, 'evidence.view')
  const { enrollmentId, a, b } = compareReportsInput.parse(input)
  const [before, after] = await Promise.all([a, b].map((id) => findVisibleEvidence(ctx, actor, id)))
  for (const one of [before, after]) {
    if (one?.file.enrollmentId !== enrollmentId || one.file.kind !== 'report') throw notFound('report')
  }
  if (!before || !after) throw notFound('report')
  const [old, recent] = await Promise.all(
    [before, after].map(async ({ file }) =>
      maskSecrets(JSON.parse((await readEvidenceBytes(ctx, file)).toString('utf8'))),
    ),
  )
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'evidence.compared',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { kind: 'report', a, b },
    }),
  )
  return {
    a: itemOf(ctx, before.row, before.file),
    b: itemOf(ctx, after.row, after.file),
    ...findDifferences(old, recent, MOST_LISTED),
  }
}
