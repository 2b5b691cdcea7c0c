import type { Context } from '@/lib/context'
import { writeCsv } from './csv/write-csv'
import { LINE_COLUMNS, type LineColumn } from './export-columns'
import { type ExportScope, exportScope } from './export-scope'
import type { ExportTable } from './export-table'
import { exportWords } from './export-words'
import { createFiguresTally, type FiguresByMonth } from './figures-tally'
import type { ExportRow } from './find-own-export'
import { lineTable } from './lines/line-table'
import { readLineNames } from './lines/read-line-names'
import { createLocalClock } from './local-clock'
import { readScope, readSummary } from './summary/read-summary'
import { summaryTable } from './summary/summary-table'
import { writeJsonl } from './write-jsonl'
import { writeXlsx } from './xlsx/write-xlsx'

export type ExportMaking = {
  chunks: AsyncGenerator<Uint8Array>
  /** Rows of data handed to the writer so far, and what they say by month and group. */
  progress(): { rows: number; figures: FiguresByMonth }
}

/** The bytes of an export, made as they are read; nothing is asked of the database before the first is. */
export function makeExport(ctx: Context, row: ExportRow, signal: AbortSignal): ExportMaking {
  const scope = exportScope.parse(row.query)
  const state = { rows: 0, figures: {} as FiguresByMonth }
  return { chunks: chunks(), progress: () => state }

  async function* chunks() {
    const table = row.kind === 'lines' ? await lines() : await summary()
    const clock = createLocalClock(scope.timeZone)
    const { language, separator } = scope
    if (row.format === 'csv') yield* writeCsv(table, { language, separator, clock })
    else if (row.format === 'jsonl') yield* writeJsonl(table)
    else yield* writeXlsx(table, { clock, signal, at: ctx.clock() })
  }

  async function lines(): Promise<ExportTable> {
    const columns = LINE_COLUMNS.filter((key): key is LineColumn => row.columns.includes(key))
    const words = exportWords(scope.language)
    const names = await readLineNames(ctx, words('noGroup'))
    const tally = createFiguresTally(scope.timeZone)
    state.figures = tally.figures()
    const perGroup = row.format === 'xlsx' && scope.sheets === 'perGroup'
    const sheetGroups = perGroup ? await groupsWithSheets(scope, words('noGroup')) : null
    const passed = (rows: number) => {
      state.rows += rows
    }
    return lineTable(ctx, { columns, scope, names, sheetGroups, tally, passed, words, signal })
  }

  async function summary(): Promise<ExportTable> {
    const { view, figures } = await readSummary(ctx, scope)
    state.figures = figures
    const passed = (rows: number) => {
      state.rows += rows
    }
    return summaryTable({ scope, view, words: exportWords(scope.language), passed })
  }

  async function groupsWithSheets({ ...of }: ExportScope, noGroup: string) {
    const { groups } = await readScope(ctx, of)
    return groups
      .filter(({ figures }) => figures.total > 0)
      .map(({ group }) => ({ id: group.id, name: group.id === '' ? noGroup : group.name }))
  }
}
