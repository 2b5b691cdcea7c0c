import type { Context } from '@/lib/context'
import { startOfDay } from '@/lib/enrollments/zoned-days'
import type { Named } from '../../usage-view'
import type { LineColumn } from '../export-columns'
import type { ExportScope } from '../export-scope'
import type { Cell, ExportTable } from '../export-table'
import type { ExportWords } from '../export-words'
import type { FiguresTally } from '../figures-tally'
import { LINES, type LineNames, type RawLine } from './line-columns'
import { type LineFilter, linePages } from './line-pages'

type LineTableOptions = {
  columns: readonly LineColumn[]
  scope: ExportScope
  names: LineNames
  /** The groups that have a sheet of their own; null: one sheet for all. */
  sheetGroups: Named[] | null
  tally: FiguresTally
  /** Called as rows are handed out. */
  passed(rows: number): void
  words: ExportWords
  signal: AbortSignal
}

/** One row an enrollment, in the order of creation; counts each in the tally as it passes. */
export function lineTable(ctx: Context, options: LineTableOptions): ExportTable {
  const { columns, scope, names, sheetGroups, tally, passed, words, signal } = options
  const readers = columns.map((key) => LINES[key].read)
  const cellsOf = (row: RawLine): Cell[] => {
    const cells = new Array<Cell>(readers.length)
    for (let index = 0; index < readers.length; index++) cells[index] = readers[index]?.(row, names) ?? null
    return cells
  }
  async function* pages(groups: LineFilter['groups']) {
    const filter = {
      from: startOfDay(scope.from, scope.timeZone),
      before: startOfDay(scope.to, scope.timeZone, 1),
      groups,
      processId: scope.processId,
    }
    for await (const page of linePages(ctx, columns, filter, signal)) {
      for (const { createdAt, groupId, status } of page) tally.add(Number(createdAt), groupId, status)
      passed(page.length)
      yield page.map(cellsOf)
    }
  }
  return {
    columns: columns.map((key, index) => ({
      key,
      heading: words(`column.${key}`),
      kind: LINES[key].kind,
      width: LINES[key].width,
      total: index === 0 ? 'countRows' : (LINES[key].total ?? null),
    })),
    // A workbook has at least one sheet.
    sections: sheetGroups?.length
      ? sheetGroups.map(({ id, name }) => ({ name, pages: pages([id]), given: {} }))
      : [{ name: words('sheet.lines'), pages: pages(scope.groups), given: {} }],
    totalWord: words('total'),
    totalRow: null,
  }
}
