import { eq, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { type JobView, jobView } from '@/lib/jobs/job-view'
import { authorize } from '@/lib/staff/authorize'
import { type BoundedCount, bounded, COUNT_LIMIT, countUpTo } from '@/lib/system/count-up-to'
import { findKept } from './find-due'
import { previewRetention, type RetentionPreview } from './preview-retention'
import { DAY_MS, type Retention } from './retention-rules'

/** What the page of retention shows. Instants in epoch milliseconds. */
export type RetentionView = {
  periods: Retention
  /** null: nobody has decided anything yet. */
  changedAt: number | null
  changedByName: string | null
  /** It counts for the whole desk: administrators limited to groups read it. */
  mayChange: boolean
  preview: RetentionPreview
  /** Files that never ended, of which nothing was heard for `silentDays`: no period ever touches them. */
  neverEnded: BoundedCount
  silentDays: number
  /** Evidence of erased people that the law makes the desk keep. */
  keptByLaw: BoundedCount
  /** The daily erasing; null: it has never run. */
  lastRun: JobView | null
  /** Files that are being removed, and those that the disk refused to give up. */
  filesToRemove: { waiting: number; refused: number }
  /** What was erased is still in pages of the database, and is rewritten at that time; null: it is not. */
  rewrittenAt: number | null
}

/** @throws DeskError SIGNED_OUT, FORBIDDEN (retention.manage) */
export async function readRetention(ctx: Context): Promise<RetentionView> {
  const actor = authorize(ctx, 'retention.manage')
  const { staff, enrollment, job } = ctx.store.tables
  const { value, changedAt, changedBy } = await readDeskSetting(ctx, 'retention')
  const silentDays = ctx.settings.ID360_RETENTION_DAYS
  const [people, preview, neverEnded, keptByLaw, [run], files, [rewriting]] = await Promise.all([
    ctx.store.read
      .select({ name: staff.name })
      .from(staff)
      .where(eq(staff.id, changedBy ?? '')),
    previewRetention(ctx, value),
    countUpTo(
      ctx,
      sql`${enrollment} where status in ('NEW', 'STARTED', 'UNCONFIRMED', 'NOT_CREATED')
        and ${enrollment.lastNewsAt} <= ${ctx.clock() - silentDays * DAY_MS} and erased_at is null`,
    ),
    countKept(ctx),
    ctx.store.read.select().from(job).where(eq(job.kind, 'retention')),
    ctx.store.read.rows<{ state: string; n: number | string }>(sql`
      select ${job.state} as state, count(*) as n from ${job}
      where ${job.kind} = 'erase-file' and (state = 'dead' or run_at <= ${ctx.clock()}) group by ${job.state}`),
    ctx.store.read.rows<{ at: number | string | null }>(sql`
      select min(${job.runAt}) as at from ${job} where ${job.kind} = 'forget-erased' and state <> 'done'`),
  ])
  const filesIn = (...states: string[]) =>
    files.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + Number(n), 0)
  return {
    periods: value,
    changedAt,
    changedByName: people[0]?.name ?? null,
    mayChange: actor.groupIds === null,
    preview,
    neverEnded,
    silentDays,
    keptByLaw,
    lastRun: run ? jobView(run) : null,
    filesToRemove: { waiting: filesIn('ready', 'leased'), refused: filesIn('dead') },
    rewrittenAt: rewriting?.at == null ? null : Number(rewriting.at),
  }
}

async function countKept(ctx: Context): Promise<BoundedCount> {
  let kept = 0
  for await (const page of findKept(ctx)) {
    kept += page.length
    if (kept > COUNT_LIMIT) break
  }
  return bounded(kept)
}
