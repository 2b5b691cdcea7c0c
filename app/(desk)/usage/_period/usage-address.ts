import type { UsageQuery } from '@/lib/usage/usage-query'

/** The names in the page's address (what they mean: lib/usage/usage-query.ts). */
export const USAGE_PARAMS = ['period', 'from', 'to', 'group', 'process', 'sort', 'dir'] as const

export type UsageParams = Record<(typeof USAGE_PARAMS)[number], string | null>

/** The address of the page with these parameters, always in the same order; what is null or empty is left out. */
export function usagePath(params: Partial<UsageParams>): string {
  const given = USAGE_PARAMS.flatMap((name) => {
    const value = params[name]
    return value ? [[name, value]] : []
  })
  const query = new URLSearchParams(given).toString()
  return query ? `/usage?${query}` : '/usage'
}

/** What the address was understood as; what is as it is at first is left out. */
export const usageParams = (query: UsageQuery): UsageParams => ({
  period: query.period === 'month' ? null : query.period,
  from: query.from,
  to: query.period === 'range' ? query.to : null,
  group: query.groupId === '' ? 'none' : query.groupId,
  process: query.processId,
  sort: query.sort === 'group' ? null : query.sort,
  dir: query.direction === 'asc' ? null : query.direction,
})
