import { createSerializer, parseAsString } from 'nuqs/server'

/** The names in the page's address (what they mean: lib/enrollments/list-query.ts), and the visible columns. */
export const listParams = {
  status: parseAsString,
  process: parseAsString,
  group: parseAsString,
  period: parseAsString,
  from: parseAsString,
  to: parseAsString,
  confirmation: parseAsString,
  by: parseAsString,
  q: parseAsString,
  sort: parseAsString,
  dir: parseAsString,
  size: parseAsString,
  cols: parseAsString,
  cursor: parseAsString,
}

export type ListParams = { [Name in keyof typeof listParams]: string | null }

const serialize = createSerializer(listParams)

/** The address of the list with these parameters; what is null is left out. */
export const listPath = (params: Partial<ListParams>) => serialize('/enrollments', params)
