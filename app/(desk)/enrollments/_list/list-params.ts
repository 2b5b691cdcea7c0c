/** What narrows the list, by its name in the page's address (what they mean: lib/enrollments/list-query.ts). */
export const FILTER_PARAMS = [
  'status',
  'process',
  'group',
  'period',
  'from',
  'to',
  'confirmation',
  'by',
  'started',
  'idclaim',
  'retry',
  'q',
] as const

/** All names in the page's address: order, place and visible columns too. */
export const LIST_PARAMS = [...FILTER_PARAMS, 'sort', 'dir', 'size', 'cols', 'cursor'] as const

export type ListParams = Record<(typeof LIST_PARAMS)[number], string | null>

/** The address of the list with these parameters, always in the same order; what is null or empty is left out. */
export function listPath(params: Partial<ListParams>): string {
  const given = LIST_PARAMS.flatMap((name) => {
    const value = params[name]
    return value ? [[name, value]] : []
  })
  const query = new URLSearchParams(given).toString().replaceAll('%2C', ',')
  return query ? `/enrollments?${query}` : '/enrollments'
}
