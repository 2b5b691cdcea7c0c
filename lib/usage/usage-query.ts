import { z } from 'zod'

export const USAGE_PERIODS = ['month', 'quarter', 'year', 'range'] as const

/** What the table by group and process can be sorted by. */
export const USAGE_SORTS = [
  'group',
  'process',
  'total',
  'share',
  'unconfirmed',
  'fresh',
  'started',
  'ok',
  'ko',
  'canceled',
  'failed',
  'discontinued',
  'everStarted',
  'neverStarted',
  'verdicts',
  'idclaims',
  'retries',
  'successRate',
  'medianMs',
  'p90Ms',
] as const

/**
 * What the usage page is asked for. How a period is counted does not fall to a default when it cannot be read: figures
 * of another period than the one asked for would be believed. Dates are days (yyyy-mm-dd) of the setting TIME_ZONE.
 */
export const usageQuery = z.object({
  period: z.enum(USAGE_PERIODS).catch('month').default('month'),
  /** Any day of the month, quarter or year, null the current one; of a range the first day. */
  from: z.string().trim().max(40).nullable().default(null),
  /** Of a range the last day, included; of other periods without meaning. */
  to: z.string().trim().max(40).nullable().default(null),
  /** '' is "no group", null all that this person may see. */
  groupId: z.string().max(64).nullable().default(null),
  processId: z.string().min(1).max(64).nullable().default(null),
  sort: z.enum(USAGE_SORTS).catch('group').default('group'),
  direction: z.enum(['asc', 'desc']).catch('asc').default('asc'),
})

export type UsageQuery = z.output<typeof usageQuery>
export type UsageQueryInput = z.input<typeof usageQuery>

/** The names of the query in the page's address. The group "no group" is written `none`. */
export type UsageSearchParams = Partial<
  Record<'period' | 'from' | 'to' | 'group' | 'process' | 'sort' | 'dir', string | string[]>
>

const TOO_LONG = 64

/** Reads the query from search parameters. It throws nothing: what is wrong with the period or a choice, the verb says. */
export function usageQueryFrom(params: Record<string, string | string[] | undefined>): UsageQuery {
  const one = (name: keyof UsageSearchParams) => {
    const value = params[name]
    const first = Array.isArray(value) ? value[0] : value
    return first === undefined || first === '' ? null : first.slice(0, TOO_LONG)
  }
  const day = (name: 'from' | 'to') => one(name)?.trim().slice(0, 40) ?? null
  const group = one('group')
  const sort = one('sort')
  const asked = usageQuery.parse({
    period: one('period') ?? 'month',
    from: day('from'),
    to: day('to'),
    groupId: group === 'none' ? '' : group,
    processId: one('process'),
    sort: sort ?? 'group',
    direction: one('dir') ?? 'asc',
  })
  return asked
}
