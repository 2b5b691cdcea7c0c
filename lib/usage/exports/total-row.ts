import type { Cell, ExportTable } from './export-table'

export type TotalRow = {
  add(rows: readonly Cell[][]): void
  /** How many rows were added. */
  count(): number
  /** What stands in each column of the row of totals. */
  cells(given: Record<string, Cell>): Cell[]
}

/** Adds up rows as they pass. */
export function createTotalRow({ columns, totalWord }: Pick<ExportTable, 'columns' | 'totalWord'>): TotalRow {
  const sums = columns.map(() => 0)
  const summed = columns.flatMap(({ total }, index) =>
    total === 'sum' || total === 'countTrue' ? [index] : [],
  )
  const sumOf = (key: string) => sums[columns.findIndex((column) => column.key === key)] ?? 0
  let count = 0
  return {
    add(rows) {
      count += rows.length
      for (const index of summed) {
        let sum = sums[index] ?? 0
        for (const row of rows) sum += Number(row[index] ?? 0)
        sums[index] = sum
      }
    },
    count: () => count,
    cells: (given) =>
      columns.map(({ key, total }, index) => {
        if (total === null) return null
        if (total === 'word') return totalWord
        if (total === 'countRows') return count
        if (total === 'given') return given[key] ?? null
        if (typeof total === 'string') return sums[index] ?? 0
        const whole = sumOf(total.whole)
        return whole === 0 ? null : sumOf(total.part) / whole
      }),
  }
}
