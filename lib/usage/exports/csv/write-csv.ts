import { stringify } from 'csv-stringify/sync'
import type { DeskLocale } from '@/lib/i18n/locale'
import type { Cell, CellKind, ExportTable } from '../export-table'
import type { LocalClock } from '../local-clock'
import { createTotalRow } from '../total-row'
import { neutraliseFormula } from './neutralise-formula'

export type CsvOptions = { separator: ',' | ';'; language: DeskLocale; clock: LocalClock }

type Field = string | number | null

/** Without it Excel takes UTF-8 for the code page of the machine. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A table as CSV (RFC 4180: CRLF, quotes doubled), UTF-8 with a byte order mark, a chunk a page. Texts that would run as
 * formulas are neutralised; true and false are 1 and 0, so that they add up; shares have the decimal sign of the language.
 */
export async function* writeCsv(table: ExportTable, options: CsvOptions): AsyncGenerator<Uint8Array> {
  const { columns, sections, totalRow } = table
  const fieldOf = columns.map(({ kind }) => FIELDS[kind](options))
  const encode = (rows: readonly Cell[][]) =>
    text(
      rows.map((row) => row.map((cell, index) => (cell === null ? null : (fieldOf[index]?.(cell) ?? null)))),
      options,
    )
  const totals = createTotalRow(table)
  const headings = columns.map(({ heading }) => neutraliseFormula(heading))
  yield Buffer.from(BYTE_ORDER_MARK + text([headings], options))
  for (const { pages } of sections) {
    for await (const page of pages) {
      totals.add(page)
      yield Buffer.from(encode(page))
    }
  }
  if (totalRow) yield Buffer.from(encode([totals.cells(totalRow)]))
}

function text(rows: Field[][], { separator }: CsvOptions): string {
  return stringify(rows, { delimiter: separator, record_delimiter: '\r\n' })
}

const asNumber = () => (cell: Cell) => Number(cell)
const asText = () => (cell: Cell) => neutraliseFormula(String(cell))

/** How each kind is written: chosen once a column, called once a cell. */
const FIELDS: Record<CellKind, (options: CsvOptions) => (cell: Cell) => Field> = {
  text: asText,
  day: asText,
  whole: asNumber,
  bool: asNumber,
  instant:
    ({ clock }) =>
    (cell) =>
      clock.text(Number(cell)),
  share: ({ language }) => {
    const rounded = (cell: Cell) => Math.round(Number(cell) * 1e6) / 1e6
    return language === 'fr' ? (cell) => String(rounded(cell)).replace('.', ',') : rounded
  },
}
