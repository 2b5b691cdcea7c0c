import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { ASIDE_SUFFIX, evidenceFolder, syncFolder } from '@/lib/evidence/sealed-files'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'

/**
 * Removes one file of evidence that no row names, and the damaged copies that were kept aside of it. Done only when they
 * are gone: what the disk refuses is tried again, and shown. The name is looked for while the job's row is held: a
 * capture that has just put the same bytes there needs that row too (lib/evidence/keep-file.ts).
 */
export const eraseFileJob: JobHandler = {
  async run(ctx, { id, subjectId: address }) {
    return async (tx) => {
      const { evidence, job } = ctx.store.tables
      await tx
        .update(job)
        .set({ attempts: sql`${job.attempts}` })
        .where(eq(job.id, id))
      const [named] = await tx
        .select({ id: evidence.id })
        .from(evidence)
        .where(eq(evidence.address, address))
        .limit(1)
      if (named) return
      await removeFile(ctx, address).catch((error) => {
        throw new JobFailure('file_not_removed', 'the disk did not give up a file', { cause: error })
      })
    }
  },
}

async function removeFile(ctx: Context, address: string): Promise<void> {
  const root = evidenceFolder(ctx)
  const target = path.resolve(root, address)
  if (!target.startsWith(root + path.sep)) throw new Error('an address outside of the evidence folder')
  const folder = path.dirname(target)
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const own = path.basename(target)
  const gone = names.filter(
    (name) => name === own || (name.startsWith(`${own}.`) && name.endsWith(ASIDE_SUFFIX)),
  )
  for (const name of gone) await rm(path.join(folder, name), { force: true })
  if (gone.length > 0) await syncFolder(folder)
}
