import { stat } from 'node:fs/promises'
import path from 'node:path'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { JobFailure } from '@/lib/jobs/job-failure'
import { evidenceFolder, type StagedFile } from './sealed-files'

/** No capture takes that long from its file to its row. */
const UNOWNED_FOR_MS = 60 * 60_000

/**
 * Puts a captured file at its address. Before that it is written down that the file is to be removed in an hour unless
 * a row names it by then (`ownFile`): whatever dies in between, and whoever is erased meanwhile, no file is left that
 * nobody knows of.
 */
export async function keepFile(ctx: Context, staged: StagedFile): Promise<void> {
  const runAt = ctx.clock() + UNOWNED_FOR_MS
  await ctx.store.tx((tx) =>
    enqueueJob(ctx, tx, { kind: 'erase-file', subjectId: staged.address, runAt, again: true }),
  )
  await staged.keep()
}

/**
 * A row names the file from now on: it is not removed. To be called after that row was written: whoever removes files
 * holds the same job, so that one of the two sees what the other did.
 * @throws JobFailure `file_gone` when it was removed already
 */
export async function ownFile(ctx: Context, tx: Tx, address: string): Promise<void> {
  const { job } = ctx.store.tables
  const freed = await tx
    .delete(job)
    .where(and(eq(job.kind, 'erase-file'), eq(job.subjectId, address)))
    .returning({ id: job.id })
  if (freed.length === 0) return
  const there = await stat(path.join(evidenceFolder(ctx), address)).then(
    () => true,
    () => false,
  )
  if (!there) throw new JobFailure('file_gone', 'the file was removed before its row came')
}

/** Nobody will name the file: it is removed now. */
export async function disownFile(ctx: Context, tx: Tx, address: string): Promise<void> {
  const { job } = ctx.store.tables
  await tx
    .update(job)
    .set({ runAt: ctx.clock() })
    .where(and(eq(job.kind, 'erase-file'), eq(job.subjectId, address), eq(job.state, 'ready')))
}
