import { and, desc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { Id360Error } from '@/lib/id360/errors'
import { describeProblem, JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { type ReportFile, readDocuments } from '@/lib/report/read-documents'
import { addEvidence } from './add-evidence'
import { enrollmentToCapture, gaveUpCapture, touchEnrollment } from './capture-outcome'
import { fetchAgreed, fetchEvidence } from './fetch-evidence'
import { keepFile } from './keep-file'
import { judgeType } from './media-type'
import { settleEvidence } from './owe-evidence'
import { readEvidenceBytes } from './report-damage'
import { checkReportedHash } from './reported-hash'

/** A real report names a handful; a hostile one must not make the desk fetch for ever. */
const MOST_FILES = 200

export type DocumentPart = ReportFile & { url: string; part: string }

/**
 * Fetches every file that the captured report names, compares each with the hash the report gives, and keeps it: each
 * by itself, so that one that fails does not keep the others back, and those already kept are not fetched again.
 */
export const captureDocuments: JobHandler = {
  async run(ctx, job, signal) {
    const enrollmentId = job.subjectId
    const row = await enrollmentToCapture(ctx, job)
    if (row) {
      const parts = documentParts(await readLatestReport(ctx, enrollmentId))
      const kept = await keptParts(ctx, enrollmentId)
      const failures: unknown[] = []
      for (const part of parts.slice(0, MOST_FILES)) {
        if (kept.has(keyOf(part.part, part.hash))) continue
        if (signal.aborted) throw new JobFailure('stopped', 'the worker stopped in the middle')
        await captureDocument(ctx, enrollmentId, part, signal).catch((error) => failures.push(error))
      }
      if (parts.length > MOST_FILES) {
        failures.push(new JobFailure('too_many_files', `more than ${MOST_FILES} files`, { permanent: true }))
      }
      // Those that a later attempt may cure come first: only when none is left may the job be given up at once.
      const [worst] = failures.sort(
        (a, b) => Number(describeProblem(a).permanent) - Number(describeProblem(b).permanent),
      )
      if (worst !== undefined) throw worst
    }
    return async (tx) => {
      await touchEnrollment(ctx, tx, enrollmentId)
      await settleEvidence(ctx, tx, { enrollmentId, kind: 'document' })
    }
  },
  gaveUp: gaveUpCapture('document'),
}

async function readLatestReport(ctx: Context, enrollmentId: string): Promise<unknown> {
  const { evidence } = ctx.store.tables
  const [report] = await ctx.store.read
    .select()
    .from(evidence)
    .where(and(eq(evidence.enrollmentId, enrollmentId), eq(evidence.kind, 'report')))
    .orderBy(desc(evidence.seenAt), desc(evidence.id))
    .limit(1)
  if (!report) throw new JobFailure('no_report', 'the report that names the documents is not captured yet')
  return JSON.parse((await readEvidenceBytes(ctx, report)).toString('utf8'))
}

/** The files a report names, each with a part of its own: `identity_document/0`, counted within a type. */
export function documentParts(report: unknown): DocumentPart[] {
  const counts = new Map<string, number>()
  return readDocuments(report).flatMap(({ type, files }) => {
    // The type is ID360's word; the part is also a part of file names.
    const name = type.replace(/[^\w.-]+/g, '_').slice(0, 60) || 'document'
    return files.flatMap((file) => {
      if (file.url === null) return []
      const index = counts.get(name) ?? 0
      counts.set(name, index + 1)
      return [{ ...file, url: file.url, part: `${name}/${index}` }]
    })
  })
}

const keyOf = (part: string, hash: string | null) => `${part} ${hash ?? ''}`

/** Those whose bytes are proved by the report's hash and kept soundly. */
async function keptParts(ctx: Context, enrollmentId: string): Promise<Set<string>> {
  const { evidence } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ part: evidence.part, reportedHash: evidence.reportedHash })
    .from(evidence)
    .where(
      and(
        eq(evidence.enrollmentId, enrollmentId),
        eq(evidence.kind, 'document'),
        eq(evidence.state, 'sound'),
        eq(evidence.hashMatch, true),
      ),
    )
  return new Set(rows.map(({ part, reportedHash }) => keyOf(part, reportedHash)))
}

async function captureDocument(
  ctx: Context,
  enrollmentId: string,
  { url, part, hash, algorithm }: DocumentPart,
  signal: AbortSignal,
): Promise<void> {
  const fetched = await fetchAgreed(
    async () => {
      const check = checkReportedHash(hash, algorithm)
      const file = await fetchEvidence(ctx, () => openDocument(ctx, url), signal, check.update)
      return { ...file, hashMatch: check.matches() }
    },
    (file) => file.hashMatch === false || (file.hashMatch === null && !file.hasItsEnd),
  )
  const { staged, mediaType, hashMatch } = fetched
  // Bytes that have the hash of the report are whole, whatever they look like.
  if (!fetched.hasItsEnd && hashMatch !== true) {
    await staged.discard()
    throw new JobFailure('truncated', 'the end of a document is missing')
  }
  await keepFile(ctx, staged)
  const file = { enrollmentId, kind: 'document' as const, part, source: url, reportedHash: hash, hashMatch }
  await ctx.store.tx(async (tx) => {
    await touchEnrollment(ctx, tx, enrollmentId)
    await addEvidence(ctx, tx, { ...file, ...judgeType('document', mediaType) }, staged)
  })
}

/** A report is data: an address that is none of ID360's is not called, and will not become one. */
async function openDocument(ctx: Context, url: string) {
  try {
    return await ctx.id360.documentFile(url)
  } catch (error) {
    if (!(error instanceof Id360Error) || error.kind !== 'invalid_request' || error.sent !== 'no') throw error
    throw new JobFailure('document_elsewhere', 'the report names an address that is not ID360', {
      permanent: true,
      cause: error,
    })
  }
}
