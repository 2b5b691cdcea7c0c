import { asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { ASSISTED_DOCUMENTS, type AssistedDocument, COMPARED_DATA } from '@/db/schema/assisted'
import type { Context } from '@/lib/context'
import { HIDDEN_BIRTH_DATE } from '@/lib/enrollments/mask-contact'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput, tabIdInput } from './assisted-input'
import type {
  AssistedDocumentView,
  AssistedPageView,
  AssistedView,
  ComparisonView,
  DoneBy,
} from './assisted-view'
import { openCompared } from './compared-value'
import { findAssisted } from './find-assisted'
import { finishStateNow, stateNow } from './lease'
import { isComplete, selfieOf } from './missing-before-finish'
import { obstacleOf } from './obstacle-of'
import { bytesLeftFor, settlesTotal } from './page-rules'
import { readOthers } from './presence'
import { STATE_AFTER } from './settle-finish'

export const readAssistedInput = z.object({ enrollmentId: enrollmentIdInput, tabId: tabIdInput.optional() })

/**
 * Everything the guided page shows: what is done, by whom, what is left, who else is there.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function readAssisted(
  ctx: Context,
  input: z.input<typeof readAssistedInput>,
): Promise<AssistedView> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId, tabId } = readAssistedInput.parse(input)
  const found = await findAssisted(ctx, actor, enrollmentId)
  const { enrollment, process, flow } = found
  const [comparisons, pages, others] = await Promise.all([
    readComparisons(ctx, enrollmentId),
    readPages(ctx, enrollmentId),
    readOthers(ctx, actor, enrollmentId, tabId),
  ])
  const people = await namesOf(ctx, [
    ...[flow?.startedBy, flow?.routeBy, flow?.consentBy, flow?.finishedBy],
    ...[...comparisons, ...pages].map(({ by }) => by),
  ])
  const doneBy = (at: number | null | undefined, by: string | null | undefined): DoneBy | null =>
    at == null || by == null ? null : { at, staff: { id: by, name: people.get(by) ?? '' } }

  const route = doneBy(flow?.routeAt, flow?.routeBy)
  const consent = doneBy(flow?.consentAt, flow?.consentBy)
  const finish = doneBy(flow?.finishedAt, flow?.finishedBy)
  const finishState = flow && finishStateNow(ctx, flow)
  return {
    enrollmentId,
    status: enrollment.status,
    obstacle: obstacleOf(found),
    person: { lastName: enrollment.lastName, firstName: enrollment.firstName },
    clientReference: enrollment.clientReference,
    process: { id: process.id, name: process.name, asksSelfie: process.asksSelfie },
    started: doneBy(flow?.startedAt, flow?.startedBy),
    routes: flow?.routes ?? [],
    route: route && flow?.routeId != null ? { ...route, id: flow.routeId } : null,
    consent: consent && {
      ...consent,
      acceptedBiometry: flow?.acceptedBiometry === true,
      wording: flow?.consentWording ?? '',
    },
    stopped: doneBy(flow?.stoppedAt, flow?.consentBy),
    comparisons: comparisons.map(
      ({ by, at, ...row }): ComparisonView => ({ ...row, at, staff: { id: by, name: people.get(by) ?? '' } }),
    ),
    prefilled: { name: enrollment.lastName, first_name: enrollment.firstName },
    documents: Object.fromEntries(
      ASSISTED_DOCUMENTS.map((document) => [document, documentView(pages, document, people)]),
    ) as Record<AssistedDocument, AssistedDocumentView>,
    selfie: selfieOf(process, flow),
    finish:
      finish && finishState
        ? // A verdict that came by itself says it too.
          {
            ...finish,
            state: finishState === 'unknown' ? (STATE_AFTER[enrollment.status] ?? finishState) : finishState,
          }
        : null,
    others,
    revision: flow?.revision ?? 0,
  }
}

async function readComparisons(ctx: Context, enrollmentId: string) {
  const { assistedComparison: table } = ctx.store.tables
  const rows = await ctx.store.read.select().from(table).where(eq(table.enrollmentId, enrollmentId))
  return rows
    .sort((a, b) => COMPARED_DATA.indexOf(a.name) - COMPARED_DATA.indexOf(b.name))
    .map((row) => ({
      name: row.name,
      // Names are what the person is greeted by; whoever sends another birth date has it before them.
      value: row.name === 'birth_date' ? HIDDEN_BIRTH_DATE : openCompared(ctx.keys, enrollmentId, row),
      locked: row.locked,
      state: stateNow(ctx, 'call', row),
      at: row.at,
      by: row.by,
    }))
}

type PageRow = Omit<AssistedPageView, 'staff'> & {
  by: string
  document: AssistedDocument
  totalPages: number
}

async function readPages(ctx: Context, enrollmentId: string): Promise<PageRow[]> {
  const { assistedPage: table } = ctx.store.tables
  const rows = await ctx.store.read
    .select()
    .from(table)
    .where(eq(table.enrollmentId, enrollmentId))
    .orderBy(asc(table.page))
  return rows.map(({ enrollmentId: _, attempt: __, ...row }) => {
    const state = stateNow(ctx, 'upload', row)
    const interrupted = state === 'unknown' && row.state === 'sending'
    return { ...row, state, failure: interrupted ? 'interrupted' : row.failure }
  })
}

function documentView(
  rows: readonly PageRow[],
  document: AssistedDocument,
  people: ReadonlyMap<string, string>,
): AssistedDocumentView {
  const pages = rows.filter((one) => one.document === document)
  return {
    totalPages: pages.find(settlesTotal)?.totalPages ?? null,
    pages: pages.map(({ page, state, size, mediaType, failure, at, by }) => ({
      page,
      state,
      size,
      mediaType,
      failure,
      at,
      staff: { id: by, name: people.get(by) ?? '' },
    })),
    complete: isComplete(pages, document),
    bytesLeft: bytesLeftFor(pages, null),
  }
}

async function namesOf(ctx: Context, ids: (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id != null))]
  if (wanted.length === 0) return new Map()
  const { staff } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, wanted))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
