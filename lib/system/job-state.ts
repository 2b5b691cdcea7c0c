import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { JOB_KINDS } from '@/lib/jobs/enqueue-job'
import { type BoundedCount, bounded, COUNT_LIMIT } from './count-up-to'

/** `due`: should run now; `later`: has its hour; `running`: a worker holds it; `dead`: given up. */
export const JOB_STANDINGS = ['due', 'later', 'running', 'dead'] as const
export type JobStanding = (typeof JOB_STANDINGS)[number]

export type JobState = {
  counts: Record<JobStanding, BoundedCount>
  /** Since when the longest-waiting job is due, epoch milliseconds; null when none is. */
  oldestDueAt: number | null
  /** Of the jobs counted, by kind; kinds without any are left out. */
  kinds: ({ kind: string } & Record<JobStanding, number>)[]
  /** Whether this process takes jobs, or another one must. */
  worker: 'embedded' | 'off'
}

type Row = { kind: string; n: number | string; oldest: number | string }

/** The outbox without what is done, which is nearly all of it: each standing is a stretch of the index on state and hour. */
export async function jobState(ctx: Context): Promise<JobState> {
  const { job } = ctx.store.tables
  const now = ctx.clock()
  const where: Record<JobStanding, SQL> = {
    due: sql`${job.state} = 'ready' and ${job.runAt} <= ${now}`,
    later: sql`${job.state} = 'ready' and ${job.runAt} > ${now}`,
    running: sql`${job.state} = 'leased'`,
    dead: sql`${job.state} = 'dead'`,
  }
  const read = (standing: JobStanding) =>
    ctx.store.read.rows<Row>(sql`
      select kind, count(*) as n, min(run_at) as oldest from (
        select ${job.kind} as kind, ${job.runAt} as run_at from ${job} where ${where[standing]}
        order by ${job.runAt} limit ${COUNT_LIMIT + 1}
      ) as counted group by kind`)
  const found = await Promise.all(JOB_STANDINGS.map(async (one) => [one, await read(one)] as const))
  const rowsOf = Object.fromEntries(found) as Record<JobStanding, Row[]>
  const countOf = (standing: JobStanding, kind?: string) =>
    rowsOf[standing].reduce(
      (sum, row) => sum + (kind === undefined || row.kind === kind ? Number(row.n) : 0),
      0,
    )
  const named = new Set(found.flatMap(([, rows]) => rows.map(({ kind }) => kind)))
  const kinds = [...new Set([...JOB_KINDS, ...named])].filter((kind) => named.has(kind))
  const each = <T>(count: (standing: JobStanding) => T) =>
    Object.fromEntries(JOB_STANDINGS.map((one) => [one, count(one)])) as Record<JobStanding, T>
  const oldest = rowsOf.due.map((row) => Number(row.oldest))
  return {
    counts: each((standing) => bounded(countOf(standing))),
    oldestDueAt: oldest.length === 0 ? null : Math.min(...oldest),
    kinds: kinds.map((kind) => ({ kind, ...each((standing) => countOf(standing, kind)) })),
    worker: ctx.settings.WORKER,
  }
}
