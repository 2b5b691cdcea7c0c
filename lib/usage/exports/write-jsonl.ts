import type { Cell, ExportTable } from './export-table'

/**
 * A table as JSON lines: one object a row, under the keys of the columns whatever the language. Instants are ISO 8601 in
 * UTC. Totals are left out: whoever reads lines adds them up.
 */
export async function* writeJsonl({ columns, sections }: ExportTable): AsyncGenerator<Uint8Array> {
  const values = columns.map(({ key, kind }) => ({ key: JSON.stringify(key), instant: kind === 'instant' }))
  const line = (row: readonly Cell[]) =>
    `{${values.map(({ key, instant }, index) => `${key}:${json(row[index] ?? null, instant)}`).join(',')}}\n`
  for (const { pages } of sections) {
    for await (const page of pages) yield Buffer.from(page.map(line).join(''))
  }
}

function json(cell: Cell, instant: boolean): string {
  return JSON.stringify(instant && cell !== null ? new Date(Number(cell)).toISOString() : cell)
}
