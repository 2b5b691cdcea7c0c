/** A value as every format is given it: `instant` in epoch ms, `day` as yyyy-mm-dd, shares from 0 to 1. */
export type Cell = string | number | boolean | null

export type CellKind = 'text' | 'whole' | 'share' | 'instant' | 'day' | 'bool'

/**
 * What stands below a column in the row of totals: the sum of its numbers, how many of it are true, what two other
 * columns (keys) make of each other, how many rows there are (with the word "total"), the word alone, a value that
 * cannot be had from the rows, or nothing.
 */
export type ColumnTotal =
  | 'sum'
  | 'countTrue'
  | 'countRows'
  | 'word'
  | 'given'
  | { part: string; whole: string }
  | null

export type ExportColumn = {
  key: string
  heading: string
  kind: CellKind
  /** In characters, for spreadsheets. */
  width: number
  total: ColumnTotal
}

/** Rows that belong together: a sheet of their own, where the format has sheets. Pages are read once, in order. */
export type ExportSection = {
  name: string
  pages: AsyncIterable<Cell[][]>
  /** By key: the totals that are `given`. */
  given: Record<string, Cell>
}

export type ExportTable = {
  columns: ExportColumn[]
  sections: ExportSection[]
  /** The word in front of totals. */
  totalWord: string
  /** Whether formats without formulas also get a row of totals at their end, and its `given` values. */
  totalRow: Record<string, Cell> | null
}
