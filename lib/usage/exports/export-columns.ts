/** What a line of a line-by-line export may hold, in the order in which it stands there. */
export const LINE_COLUMNS = [
  'id',
  'id360Id',
  'reference',
  'createdLocal',
  'createdUtc',
  'group',
  'process',
  'status',
  'reason',
  'confirmation',
  'startedLocal',
  'finishedLocal',
  'secondsToVerdict',
  'idclaim',
  'retry',
  'language',
  'createdBy',
  'lastName',
  'firstName',
  'email',
  'phone',
] as const

export type LineColumn = (typeof LINE_COLUMNS)[number]

/** They tell who a person is: for people who also hold the compliance role, asked for by name, and audited. */
export const PERSONAL_COLUMNS = [
  'lastName',
  'firstName',
  'email',
  'phone',
] as const satisfies readonly LineColumn[]

const personal = new Set<string>(PERSONAL_COLUMNS)

export const isPersonal = (column: string): boolean => personal.has(column)

/** What an export holds when no column is chosen: nothing personal. */
export const DEFAULT_COLUMNS: readonly LineColumn[] = LINE_COLUMNS.filter((column) => !isPersonal(column))
