import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { LOCALES } from '@/lib/i18n/locale'
import { newId } from '@/lib/new-id'
import { authorize } from '@/lib/staff/authorize'
import { readUsage } from '../read-usage'
import { type UsageQuery, usageQuery } from '../usage-query'
import type { UsageView } from '../usage-view'
import { DEFAULT_COLUMNS, isPersonal, LINE_COLUMNS } from './export-columns'
import { exportFileName } from './export-file-name'
import type { ExportScope } from './export-scope'
import { exportWords } from './export-words'
import { mayExportPersonal } from './may-export-personal'

export const EXPORT_KINDS = ['summary', 'lines'] as const
export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl'] as const

export const askExportInput = z.object({
  kind: z.enum(EXPORT_KINDS),
  format: z.enum(EXPORT_FORMATS),
  query: usageQuery,
  /** Of lines; left out: all that are not personal. They stand in the order of LINE_COLUMNS. */
  columns: z.array(z.enum(LINE_COLUMNS)).max(LINE_COLUMNS.length).nullable().default(null),
  /** Of CSV; left out: the one that spreadsheets of the language expect. */
  separator: z.enum([',', ';']).nullable().default(null),
  /** Of XLSX. */
  sheets: z.enum(['one', 'perGroup']).default('one'),
  /** Of headings and file name. */
  language: z.enum(LOCALES),
})

export type AskExportInput = z.input<typeof askExportInput>

export type AskedExport = {
  exportId: string
  /** GET it once, from this person's browser: the file. */
  href: string
}

/**
 * Writes down that a file of usage is wanted, and by whom; its bytes are made when `href` is fetched.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (usage.export; `errors.export.personal` for personal columns without the
 * compliance role); INVALID with `fieldErrors` as readUsage gives them, and `columns` (`required`)
 */
export async function askExport(ctx: Context, input: AskExportInput): Promise<AskedExport> {
  const actor = authorize(ctx, 'usage.export')
  const { kind, format, query, columns: chosen, separator, sheets, language } = askExportInput.parse(input)
  const columns = kind === 'lines' ? chooseColumns(actor, chosen) : []
  const view = await readUsage(ctx, query)
  const scope: ExportScope = {
    period: query.period,
    ...view.range,
    timeZone: ctx.settings.TIME_ZONE,
    groups: query.groupId === null ? actor.groupIds : [query.groupId],
    processId: query.processId,
    language,
    separator: separator ?? (language === 'fr' ? ';' : ','),
    sheets,
  }
  const exportId = newId()
  const personal = columns.some(isPersonal)
  const fileName = exportFileName(
    { kind, format, scope, ...namesOf(view, query, scope) },
    exportWords(language),
  )
  await ctx.store.tx(async (tx) => {
    await tx.insert(ctx.store.tables.usageExport).values({
      id: exportId,
      createdAt: ctx.clock(),
      createdBy: actor.id,
      kind,
      format,
      query: scope,
      columns,
      personal,
      fileName,
      state: 'ready',
      rows: 0,
      expectedRows: kind === 'lines' ? view.totals.now.total : view.rows.length,
      bytes: 0,
      figures: {},
    })
    await writeAudit(ctx, tx, {
      action: 'usage.export_asked',
      targetKind: 'export',
      targetId: exportId,
      details: {
        kind,
        format,
        from: scope.from,
        to: scope.to,
        groups: scope.groups?.join(' ') ?? null,
        processId: scope.processId,
        columns: columns.join(' '),
        personal,
      },
    })
  })
  return { exportId, href: `/api/usage/exports/${exportId}` }
}

function chooseColumns(actor: StaffActor, chosen: readonly string[] | null) {
  const columns = chosen === null ? [...DEFAULT_COLUMNS] : LINE_COLUMNS.filter((key) => chosen.includes(key))
  if (columns.length === 0) {
    throw new DeskError('INVALID', 'an export without columns', { fieldErrors: { columns: 'required' } })
  }
  if (columns.some(isPersonal) && !mayExportPersonal(actor.roles)) {
    throw new DeskError('FORBIDDEN', `${actor.id} may not export personal columns`, {
      userMessage: { key: 'export.personal' },
    })
  }
  return columns
}

/** Names for the file: of the only group and the only process, where there is only one. */
function namesOf({ choices }: UsageView, { processId }: UsageQuery, { groups }: ExportScope) {
  const [only] = groups?.length === 1 ? groups : []
  return {
    groupName: choices.groups.find(({ id }) => id === only)?.name ?? null,
    processName: choices.processes.find(({ id }) => id === processId)?.name ?? null,
  }
}
