import type { Context } from '@/lib/context'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { addEvidence } from './add-evidence'
import { enrollmentToCapture, gaveUpCapture, touchEnrollment } from './capture-outcome'
import { fetchAgreed, fetchEvidence } from './fetch-evidence'
import { keepFile } from './keep-file'
import { judgeType } from './media-type'
import { settleEvidence } from './owe-evidence'

type Source = {
  kind: 'proof_slip' | 'idclaim'
  pathOf(ctx: Context, id360Id: string): string
  open(ctx: Context, id360Id: string): ReturnType<Context['id360']['proofSlip']>
  /** Whether a 404 only means that ID360 makes none for this enrollment. */
  mayNotExist(status: string): boolean
}

/**
 * Captures a file that an enrollment has one of. What was cut off is fetched again later; what is complete and not of
 * the right type is kept and marked: it is what ID360 delivered.
 */
const captureFile = ({ kind, pathOf, open, mayNotExist }: Source): JobHandler => ({
  async run(ctx, job, signal) {
    const enrollmentId = job.subjectId
    const settled = (tx: Parameters<typeof settleEvidence>[1]) =>
      settleEvidence(ctx, tx, { enrollmentId, kind })
    const row = await enrollmentToCapture(ctx, job)
    if (!row) return settled
    const fetched = await fetchAgreed(
      () => fetchEvidence(ctx, () => open(ctx, row.id360Id), signal),
      ({ mediaType, hasItsEnd }) => !hasItsEnd || judgeType(kind, mediaType).state !== 'sound',
    ).catch((error) => {
      if (error instanceof JobFailure && error.code === 'gone' && mayNotExist(row.status)) return null
      throw error
    })
    if (fetched === null) return settled
    const { staged, mediaType } = fetched
    if (!fetched.hasItsEnd) {
      await staged.discard()
      throw new JobFailure('truncated', 'the end of the file is missing')
    }
    // On disk before the row that names it is committed; a crash in between leaves a file that the next attempt replaces.
    await keepFile(ctx, staged)
    return async (tx) => {
      await touchEnrollment(ctx, tx, enrollmentId)
      await settled(tx)
      // Last: it is told in the audit log, and others who write there wait from then on.
      const source = pathOf(ctx, row.id360Id)
      await addEvidence(ctx, tx, { enrollmentId, kind, source, ...judgeType(kind, mediaType) }, staged)
    }
  },
  gaveUp: gaveUpCapture(kind),
})

/** The PDF report. */
export const captureProofSlip = captureFile({
  kind: 'proof_slip',
  pathOf: (ctx, id360Id) => ctx.settings.ID360_PROOF_SLIP_PATH.replace('{id}', id360Id),
  open: (ctx, id360Id) => ctx.id360.proofSlip(id360Id),
  mayNotExist: () => false,
})

/** The ASiC-E container of a process that makes one [seed]. A KO has none [guess]: it would claim a refused identity. */
export const captureIdclaim = captureFile({
  kind: 'idclaim',
  pathOf: (_, id360Id) => `/enrollment/${id360Id}/idclaim`,
  open: (ctx, id360Id) => ctx.id360.idclaim(id360Id),
  mayNotExist: (status) => status === 'KO',
})
