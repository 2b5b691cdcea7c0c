import { desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ExportFormat, ExportKind, ExportState } from '@/db/schema/usage'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import type { DayRange, Named } from '../usage-view'
import { LINE_COLUMNS, type LineColumn } from './export-columns'
import { type ExportScope, exportScope, seesScope } from './export-scope'
import { readLineNames } from './lines/read-line-names'
import { shownState } from './shown-state'

export const listExportsInput = z.object({
  /** `next` of the page before; null the newest ones. One that cannot be read is the first page. */
  cursor: z.string().max(200).nullable().default(null),
  limit: z.number().int().min(1).max(100).default(50),
})

export type ExportEntry = {
  id: string
  createdAt: number
  /** Who asked for it. */
  by: Named
  kind: ExportKind
  format: ExportFormat
  /** Days of the setting TIME_ZONE, both included. */
  range: DayRange
  /** The groups it is about; id '' is "no group", whose name is the screen's to say; null all of the desk. */
  groups: Named[] | null
  /** null: all of them. */
  process: Named | null
  /** Of lines. */
  columns: LineColumn[]
  personal: boolean
  fileName: string
  /** `failed` also for one whose server went away. */
  state: ExportState
  rows: number
  bytes: number
  /** Of the whole file, hex; null unless `done`. */
  sha256: string | null
  /** null until it has ended. */
  finishedAt: number | null
}

/** Read at once while those of other groups are skipped. */
const BATCH = 200

/**
 * Files of usage that left or were to leave, newest first. People limited to groups see those that are about no other
 * group, whoever asked for them; all others see every one.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function listExports(
  ctx: Context,
  input: z.input<typeof listExportsInput> = {},
): Promise<{ exports: ExportEntry[]; next: string | null }> {
  const actor = authorize(ctx, 'usage.export')
  const { cursor, limit } = listExportsInput.parse(input)
  const found: { row: Awaited<ReturnType<typeof readBatch>>[number]; scope: ExportScope }[] = []
  let after = readCursor(cursor)
  const size = actor.groupIds === null ? limit + 1 : BATCH
  while (found.length <= limit) {
    const batch = await readBatch(ctx, after, size)
    for (const row of batch) {
      const scope = exportScope.safeParse(row.query)
      if (scope.success && seesScope(actor, scope.data)) found.push({ row, scope: scope.data })
    }
    const last = batch.at(-1)
    if (!last || batch.length < size) break
    after = last
  }
  const names = await readLineNames(ctx, '')
  const page = found.slice(0, limit)
  const last = page.at(-1)?.row
  return {
    exports: page.map(({ row, scope }) => entryOf(row, scope)),
    next: found.length > limit && last ? `${last.createdAt}_${last.id}` : null,
  }

  function entryOf(row: (typeof found)[number]['row'], scope: ExportScope): ExportEntry {
    const { id, createdAt, kind, format, personal, fileName, rows, bytes, sha256 } = row
    const { from, to, groups, processId } = scope
    const named = (map: ReadonlyMap<string, string>, id: string) => ({ id, name: map.get(id) ?? id })
    const state = shownState(row, ctx.clock())
    return {
      id,
      createdAt,
      by: { id: row.createdBy, name: row.byName },
      kind,
      format,
      range: { from, to },
      groups: groups?.map((groupId) => named(names.groups, groupId)) ?? null,
      process: processId === null ? null : named(names.processes, processId),
      columns: LINE_COLUMNS.filter((column) => row.columns.includes(column)),
      personal,
      fileName,
      state,
      rows,
      bytes,
      sha256,
      finishedAt: state === 'running' || state === 'ready' ? null : row.finishedAt,
    }
  }
}

type Place = { createdAt: number; id: string }

function readBatch(ctx: Context, after: Place | null, limit: number) {
  const { usageExport, staff } = ctx.store.tables
  return ctx.store.read
    .select({
      id: usageExport.id,
      createdAt: usageExport.createdAt,
      createdBy: usageExport.createdBy,
      byName: staff.name,
      kind: usageExport.kind,
      format: usageExport.format,
      query: usageExport.query,
      columns: usageExport.columns,
      personal: usageExport.personal,
      fileName: usageExport.fileName,
      state: usageExport.state,
      rows: usageExport.rows,
      bytes: usageExport.bytes,
      sha256: usageExport.sha256,
      finishedAt: usageExport.finishedAt,
    })
    .from(usageExport)
    .innerJoin(staff, eq(staff.id, usageExport.createdBy))
    .where(
      after
        ? sql`(${usageExport.createdAt}, ${usageExport.id}) < (${after.createdAt}, ${after.id})`
        : undefined,
    )
    .orderBy(desc(usageExport.createdAt), desc(usageExport.id))
    .limit(limit)
}

function readCursor(text: string | null): Place | null {
  const [, createdAt, id] = /^(\d{1,15})_([\w-]{1,64})$/.exec(text ?? '') ?? []
  return createdAt && id ? { createdAt: Number(createdAt), id } : null
}
