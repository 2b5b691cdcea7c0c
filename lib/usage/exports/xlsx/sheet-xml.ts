import type { Cell, CellKind, ExportColumn, ExportTable } from '../export-table'
import type { LocalClock } from '../local-clock'
import { createTotalRow } from '../total-row'
import type { RowReader } from './row-reader'
import { HEADING_STYLE, ROW_COUNT_STYLE, STYLE_OF_KIND, TOTAL_STYLE_OF_KIND } from './styles'
import { xmlText } from './xml-text'

/** Rows that a sheet holds. [Excel specifications and limits] */
const SHEET_ROWS = 1_048_576

/** What is left of it for data, below the headings and above the totals. */
export const SHEET_DATA_ROWS = SHEET_ROWS - 2

type SheetOptions = {
  table: Pick<ExportTable, 'columns' | 'totalWord'>
  given: Record<string, Cell>
  clock: LocalClock
  dataRows: number
  /** Called at the end with the cells from the headings to the last row of data. */
  written(dataRange: string): void
}

/**
 * A sheet as the XML of a workbook, a page of rows at a time: headings that stay in view, a filter, typed cells, and
 * totals that are formulas with their values beside them. Takes at most `dataRows` rows from the reader.
 */
export async function* sheetXml(rows: RowReader, options: SheetOptions): AsyncGenerator<Uint8Array> {
  const { table, given, clock, dataRows, written } = options
  const { columns } = table
  const letters = columns.map((_, index) => columnLetters(index))
  const writers = columns.map(({ kind }) => CELLS[kind](STYLE_OF_KIND[kind], clock))
  const totals = createTotalRow(table)
  yield Buffer.from(opening(columns, letters))
  let at = 1
  while (totals.count() < dataRows) {
    const page = await rows.next(dataRows - totals.count())
    if (page === null) break
    totals.add(page)
    let xml = ''
    for (const row of page) {
      at += 1
      xml += `<row r="${at}">`
      for (let index = 0; index < letters.length; index++) {
        const cell = row[index] ?? null
        if (cell !== null) xml += writers[index]?.(`${letters[index]}${at}`, cell)
      }
      xml += '</row>'
    }
    yield Buffer.from(xml)
  }
  const dataRange = `A1:${letters.at(-1)}${at}`
  written(dataRange)
  const values = totals.cells(given)
  const totalCells = columns.map((column, index) => {
    const place = { index, letters, columns, last: at }
    return totalCell(column, values[index] ?? null, place)
  })
  yield Buffer.from(
    `<row r="${at + 1}">${totalCells.join('')}</row></sheetData><autoFilter ref="${dataRange}"/></worksheet>`,
  )
}

/** A, B … Z, AA … */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

function opening(columns: readonly ExportColumn[], letters: readonly string[]): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const headings = columns.map(({ heading }, index) => textCell(`${letters[index]}1`, heading, HEADING_STYLE))
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row>`
}

const textCell = (at: string, text: string, style: number) =>
  `<c r="${at}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`

const numberCell = (at: string, value: number, style: number) =>
  `<c r="${at}" s="${style}"><v>${value}</v></c>`

const DAY_SECONDS = 86_400
/** Days from Excel's zero to 1970-01-01. */
const EPOCH_SERIAL = 25_569

const serialOf = (seconds: number) => seconds / DAY_SECONDS + EPOCH_SERIAL

/** Added to instants: readers that cut serials off, where others round, see the same second. */
const HAIR_SECONDS = 1e-4

/** How each kind is written: chosen once a column, called once a cell. */
const CELLS: Record<CellKind, (style: number, clock: LocalClock) => (at: string, cell: Cell) => string> = {
  text: (style) => (at, cell) => textCell(at, String(cell), style),
  whole: (style) => (at, cell) => numberCell(at, Number(cell), style),
  share: (style) => (at, cell) => numberCell(at, Number(cell), style),
  bool: () => (at, cell) => `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`,
  // Whole seconds: a spreadsheet would round the rest up, and show another second than the CSV.
  instant: (style, clock) => (at, cell) =>
    numberCell(at, serialOf(Math.floor(clock.wall(Number(cell)) / 1000) + HAIR_SECONDS), style),
  day: (style) => (at, cell) => numberCell(at, serialOf(Date.parse(`${cell}T00:00:00Z`) / 1000), style),
}

type Place = { index: number; letters: readonly string[]; columns: readonly ExportColumn[]; last: number }

function totalCell(column: ExportColumn, value: Cell, { index, letters, columns, last }: Place): string {
  const { total, kind } = column
  const at = `${letters[index]}${last + 1}`
  const style = total === 'countRows' ? ROW_COUNT_STYLE : TOTAL_STYLE_OF_KIND[kind]
  const empty = `<c r="${at}" s="${style}"/>`
  if (total === null || (total === 'given' && value === null)) return empty
  if (total === 'word') return textCell(at, String(value), style)
  if (total === 'given') return numberCell(at, Number(value), style)
  // Without rows the range would be the headings and the totals themselves.
  if (last === 1) return value === null ? empty : numberCell(at, Number(value), style)
  const range = `${letters[index]}2:${letters[index]}${last}`
  if (total === 'countRows') return formulaCell(at, `ROWS(${range})`, value, style)
  if (total === 'countTrue') return formulaCell(at, `COUNTIF(${range},TRUE)`, value, style)
  if (total === 'sum') return formulaCell(at, `SUM(${range})`, value, style)
  const below = (key: string) => `${letters[columns.findIndex((other) => other.key === key)]}${last + 1}`
  return formulaCell(
    at,
    `IF(${below(total.whole)}=0,"",${below(total.part)}/${below(total.whole)})`,
    value,
    style,
  )
}

function formulaCell(at: string, formula: string, value: Cell, style: number): string {
  const known = value === null ? ' t="str"' : ''
  return `<c r="${at}" s="${style}"${known}><f>${xmlText(formula)}</f><v>${value ?? ''}</v></c>`
}
