import { z } from 'zod'
import type { EnrollmentStatus } from '@/db/schema/enrollment'

/** Every status an enrollment can stand in, in the order of the tabs. */
export const ENROLLMENT_STATUSES = [
  'UNCONFIRMED',
  'NEW',
  'STARTED',
  'OK',
  'KO',
  'CANCELED',
  'FAILED',
  'DISCONTINUED',
  'NOT_CREATED',
] as const satisfies readonly EnrollmentStatus[]

/** All but NOT_CREATED: the desk settled that such an enrollment never existed. */
export const EXISTING_STATUSES: readonly EnrollmentStatus[] = ENROLLMENT_STATUSES.filter(
  (status) => status !== 'NOT_CREATED',
)

export const CONFIRMATIONS = ['none', 'pending', 'confirmed', 'contradicted'] as const
export const PERIODS = ['today', '7d', '30d'] as const
export const PAGE_SIZES = [25, 50, 100] as const
export const LIST_SORTS = ['created', 'news'] as const

const isoDate = z.iso.date().refine((date) => date >= '1970-01-01' && date <= '9999-12-30')

/**
 * What the list is asked for. Tolerant: a value that is not understood falls to its default, so that an old bookmark
 * still opens. Dates are days of the setting TIME_ZONE, both included; `period` counts back from today, today included.
 */
export const listQuery = z.object({
  status: z.array(z.enum(ENROLLMENT_STATUSES)).catch([]).default([]),
  processId: z.string().min(1).max(64).nullable().catch(null).default(null),
  /** '' is "no group", null any. */
  groupId: z.string().max(64).nullable().catch(null).default(null),
  period: z.enum(PERIODS).nullable().catch(null).default(null),
  createdFrom: isoDate.nullable().catch(null).default(null),
  createdTo: isoDate.nullable().catch(null).default(null),
  confirmation: z.enum(CONFIRMATIONS).nullable().catch(null).default(null),
  /** `me` or the id of a member of staff. */
  createdBy: z.string().min(1).max(64).nullable().catch(null).default(null),
  /** The person began, or never did; of enrollments that exist, unless statuses are named. So are the next two. */
  started: z.enum(['yes', 'no']).nullable().catch(null).default(null),
  /** An idclaim of it is kept. */
  idclaim: z.literal('yes').nullable().catch(null).default(null),
  /** When it was made, there was another of the same client reference. */
  retry: z.literal('yes').nullable().catch(null).default(null),
  search: z.string().trim().max(200).catch('').default(''),
  sort: z.enum(LIST_SORTS).catch('created').default('created'),
  direction: z.enum(['asc', 'desc']).catch('desc').default('desc'),
  pageSize: z
    .union(PAGE_SIZES.map((size) => z.literal(size)))
    .catch(50)
    .default(50),
  /** A `nextCursor` or `previousCursor` of an earlier answer. */
  cursor: z.string().max(300).nullable().catch(null).default(null),
})

export type ListQuery = z.output<typeof listQuery>
export type ListQueryInput = z.input<typeof listQuery>

/** The names of the query in the page's address. The group "no group" is written `none`. */
export type ListSearchParams = Partial<
  Record<
    | 'status'
    | 'process'
    | 'group'
    | 'period'
    | 'from'
    | 'to'
    | 'confirmation'
    | 'by'
    | 'started'
    | 'idclaim'
    | 'retry'
    | 'q'
    | 'sort'
    | 'dir'
    | 'size'
    | 'cursor',
    string | string[]
  >
>

/** Reads the query from the page's search parameters; `status` may be repeated or hold several, after commas. */
export function listQueryFrom(params: Record<string, string | string[] | undefined>): ListQuery {
  const one = (name: keyof ListSearchParams) => {
    const value = params[name]
    const first = Array.isArray(value) ? value[0] : value
    return first === undefined || first === '' ? null : first
  }
  const known = new Set<string>(ENROLLMENT_STATUSES)
  const group = one('group')
  const asked: Record<keyof ListQueryInput, unknown> = {
    status: [params.status ?? []]
      .flat()
      .flatMap((value) => value.split(','))
      .filter((value) => known.has(value)),
    processId: one('process'),
    groupId: group === 'none' ? '' : group,
    period: one('period'),
    createdFrom: one('from'),
    createdTo: one('to'),
    confirmation: one('confirmation'),
    createdBy: one('by'),
    started: one('started'),
    idclaim: one('idclaim'),
    retry: one('retry'),
    search: one('q') ?? '',
    sort: one('sort') ?? 'created',
    direction: one('dir') ?? 'desc',
    pageSize: Number(one('size') ?? 50),
    cursor: one('cursor'),
  }
  return listQuery.parse(asked)
}
