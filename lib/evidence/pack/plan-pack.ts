import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { checkInWorker } from '@/lib/asice/check-in-worker'
import type { Context, StaffActor } from '@/lib/context'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { DeskError } from '@/lib/errors'
import type { DeskLocale } from '@/lib/i18n/locale'
import { explainKo, type KoReason } from '@/lib/report/explain-ko'
import { reportStatus } from '../capture-report'
import { type EnrollmentRow, type EvidenceItem, type EvidenceRow, listItems, nameOf } from '../find-evidence'
import { maskedText } from '../open-evidence'
import { readTrustAnchors } from '../read-trust-anchors'
import { readEvidenceBytes, streamEvidence } from '../report-damage'
import { readSealedBytes, readSealedFile, SealedFileError } from '../sealed-files'
import type { PackedIdclaim } from './idclaim-summary'
import {
  type LeftOutFile,
  MANIFEST_PATH,
  PACK_FORMAT,
  type PackedFile,
  type PackManifest,
} from './pack-manifest'
import { packSummary } from './pack-summary'
import type { ZipEntry } from './write-zip'

export type PackPlan = {
  /** In the order they lie in the pack; the manifest first. */
  entries: ZipEntry[]
  manifest: PackManifest
  /** SHA-256 (hex) of the manifest as it lies in the pack. */
  manifestSha256: string
}

type Wish = { original: boolean; language: DeskLocale }

/**
 * Reads and verifies everything that goes into a pack, and describes it, before a byte of it is given. Evidence is not
 * held in memory: it is read again, and verified again, when its turn comes. What is damaged is left out, and said so.
 * @throws DeskError NOT_READY when nothing is kept
 */
export async function planPack(
  ctx: Context,
  actor: StaffActor,
  row: EnrollmentRow,
  wish: Wish,
): Promise<PackPlan> {
  const { evidence, evidenceOwed, process } = ctx.store.tables
  const [items, rows, [its], timeline] = await Promise.all([
    listItems(ctx, row),
    ctx.store.read.select().from(evidence).where(eq(evidence.enrollmentId, row.id)),
    ctx.store.read.select({ name: process.name }).from(process).where(eq(process.id, row.processId)),
    readTimeline(ctx, { enrollmentId: row.id }),
  ])
  if (items.length === 0) throw new DeskError('NOT_READY', 'there is no evidence to pack yet')
  const planned: Planned[] = []
  const leftOut: LeftOutFile[] = []
  for (const item of items) {
    const file = rows.find(({ id }) => id === item.id)
    if (!file) continue
    const found = await planFile(ctx, row, { item, file }, wish.original)
    if ('reason' in found) leftOut.push(found)
    else planned.push(found)
  }
  // After the files were read: what turned out damaged is owed since then.
  const owed = await ctx.store.read.select().from(evidenceOwed).where(eq(evidenceOwed.enrollmentId, row.id))
  const timelineFile = ownFile('timeline', 'timeline.json', 'application/json', timelineJson(timeline))
  const described: Omit<PackManifest, 'files'> = {
    format: PACK_FORMAT,
    version: 1,
    madeAt: isoOf(ctx.clock()),
    madeBy: actor.name,
    environment: ctx.settings.ID360_ENVIRONMENT,
    enrollment: {
      id: row.id,
      id360Id: row.id360Id,
      clientReference: row.clientReference,
      process: its?.name ?? '',
      status: row.status,
      confirmation: row.confirmation,
      finishedAt: row.finishedAt === null ? null : isoOf(row.finishedAt),
    },
    leftOut,
    owed: owed.map(({ kind }) => kind).sort(),
  }
  const files = [...planned.map(({ listed }) => listed), timelineFile.listed]
  const summary = packSummary({
    manifest: { ...described, files },
    person: [row.firstName, row.lastName].filter(Boolean).join(' '),
    reasons: await koReasons(ctx, items, rows, wish.language),
    idclaims: await checkIdclaims(ctx, planned),
    timeline,
    language: wish.language,
    timeZone: ctx.settings.TIME_ZONE,
  })
  const summaryFile = ownFile('summary', 'summary.html', 'text/html; charset=utf-8', summary)
  const manifest = { ...described, files: [summaryFile.listed, ...files] }
  const text = Buffer.from(JSON.stringify(manifest, null, 2))
  return {
    entries: [
      { path: MANIFEST_PATH, open: () => whole(text) },
      summaryFile.entry,
      ...planned.map(({ entry }) => entry),
      timelineFile.entry,
    ],
    manifest,
    manifestSha256: sha256Of(text),
  }
}

type Planned = { entry: ZipEntry; listed: PackedFile; file: EvidenceRow | null }
type Kept = { item: EvidenceItem; file: EvidenceRow }

async function planFile(
  ctx: Context,
  row: EnrollmentRow,
  { item, file }: Kept,
  original: boolean,
): Promise<Planned | LeftOutFile> {
  const { kind, part, contentType, source, origin, superseded, reportedHash, hashMatch } = item
  const kept = { sha256: item.sha256, size: item.size }
  const capturedAt = isoOf(item.capturedAt)
  try {
    const report = kind === 'report' ? await readReport(ctx, file, original) : null
    if (report === null) await (await streamEvidence(ctx, file)).cancel()
    const name = report ? nameOf(ctx, row, file, { status: report.status, original }) : item.fileName
    const path = superseded ? `earlier/${item.sha256.slice(0, 8)}_${name}` : `${FOLDER[kind]}/${name}`
    return {
      entry: { path, open: () => openAgain(ctx, file, original) },
      listed: {
        path,
        kind,
        part,
        contentType,
        ...(report?.given ?? kept),
        masked: report !== null && !original,
        original: kept,
        source,
        origin,
        capturedAt,
        superseded,
        // It was read soundly just now, whatever an earlier look said.
        state: item.state === 'damaged' ? 'sound' : item.state,
        reportedHash,
        hashMatch,
      },
      file,
    }
  } catch (error) {
    if (!(error instanceof SealedFileError)) throw error
    const reason = error.problem === 'unreadable' ? 'unreadable' : 'damaged'
    return { kind, part, original: kept, source, capturedAt, reason }
  }
}

const FOLDER = {
  report: 'report',
  proof_slip: 'proof_slip',
  idclaim: 'idclaim',
  document: 'documents',
} as const

async function readReport(ctx: Context, file: EvidenceRow, original: boolean) {
  const bytes = await readEvidenceBytes(ctx, file)
  const given = original ? bytes : Buffer.from(maskedText(bytes))
  return { status: reportStatus(bytes) ?? '', given: { sha256: sha256Of(given), size: given.byteLength } }
}

/** The bytes of one file, piece by piece; of a report without its secrets whole, as they can only be hidden so. */
async function* openAgain(ctx: Context, file: EvidenceRow, original: boolean) {
  if (file.kind === 'report' && !original) yield Buffer.from(maskedText(await readSealedBytes(ctx, file)))
  else yield* readSealedFile(ctx, file)
}

/** Why it is not OK, told from the current report; nothing when there is none that can be read. */
async function koReasons(
  ctx: Context,
  items: EvidenceItem[],
  rows: EvidenceRow[],
  language: DeskLocale,
): Promise<KoReason[]> {
  const current = items.find(({ kind, superseded }) => kind === 'report' && !superseded)
  const file = rows.find(({ id }) => id === current?.id)
  if (!file) return []
  try {
    return explainKo(JSON.parse(maskedText(await readSealedBytes(ctx, file))), language)
  } catch (error) {
    if (error instanceof SealedFileError) return []
    throw error
  }
}

/** The verdict on the current idclaim, for those who cannot open one; what cannot be read is already left out. */
async function checkIdclaims(ctx: Context, planned: readonly Planned[]): Promise<PackedIdclaim[]> {
  const checkedAt = ctx.clock()
  const found: PackedIdclaim[] = []
  for (const { file, listed } of planned) {
    if (file?.kind !== 'idclaim' || listed.superseded) continue
    const [bytes, { certificates }] = await Promise.all([readSealedBytes(ctx, file), readTrustAnchors(ctx)])
    const report = await checkInWorker(bytes, { anchors: certificates, at: new Date(checkedAt) })
    found.push({ path: listed.path, checkedAt, report })
  }
  return found
}

function ownFile(kind: string, path: string, contentType: string, text: string): Planned {
  const bytes = Buffer.from(text)
  return {
    entry: { path, open: () => whole(bytes) },
    listed: {
      path,
      kind,
      part: '',
      contentType,
      sha256: sha256Of(bytes),
      size: bytes.byteLength,
      masked: false,
      original: null,
      source: null,
      origin: null,
      capturedAt: null,
      superseded: false,
      state: 'sound',
      reportedHash: null,
      hashMatch: null,
    },
    file: null,
  }
}

async function* whole(bytes: Uint8Array) {
  yield bytes
}

const isoOf = (at: number) => new Date(at).toISOString()
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Instants as ISO 8601: epoch numbers are for machines that know what they are. */
function timelineJson(timeline: object): string {
  const written = (key: string, value: unknown) =>
    (key === 'at' || key.endsWith('At')) && typeof value === 'number' ? isoOf(value) : value
  return JSON.stringify(timeline, written, 2)
}
