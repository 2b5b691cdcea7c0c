/** Every column, in the order they stand in. */
export const COLUMNS = [
  'status',
  'person',
  'email',
  'reference',
  'id360',
  'group',
  'process',
  'progress',
  'created',
  'creator',
  'news',
] as const

export type ColumnId = (typeof COLUMNS)[number]

const PERSONAL: readonly ColumnId[] = ['person', 'email']
const SHOWN_AT_FIRST: readonly ColumnId[] = [
  'status',
  'person',
  'reference',
  'group',
  'process',
  'progress',
  'created',
  'news',
]

/** The columns this person may see. The status leads into the enrollment: it cannot be hidden. */
export const columnsFor = (personal: boolean): ColumnId[] =>
  COLUMNS.filter((column) => personal || !PERSONAL.includes(column))

/** The visible ones, from the parameter `cols` (names after commas); what is unknown in it counts for nothing. */
export function visibleColumns(cols: string | undefined, available: readonly ColumnId[]): ColumnId[] {
  if (cols === undefined) return available.filter((column) => SHOWN_AT_FIRST.includes(column))
  const wanted = new Set(['status', ...cols.split(',')])
  return available.filter((column) => wanted.has(column))
}

/** The parameter `cols` for these columns; null when they are those shown at first. */
export function colsParam(visible: readonly ColumnId[], available: readonly ColumnId[]): string | null {
  const value = visible.join(',')
  return value === visibleColumns(undefined, available).join(',') ? null : value
}
