import { type AuditFilter, auditFilter } from './audit-filter'

type Params = Record<string, string | string[] | undefined>

/** The names of the filters in an address: `?actor=…&action=…&kind=…&target=…&from=…&to=…`. */
const NAMES = {
  actor: 'actor',
  action: 'action',
  targetKind: 'kind',
  targetId: 'target',
  from: 'from',
  to: 'to',
} as const satisfies Record<keyof AuditFilter, string>

const FIELDS = Object.keys(NAMES) as (keyof AuditFilter)[]

/**
 * The filter that an address asks for; what of it is not understood is left out and named in `wrong`. A period that ends
 * before it begins is no period: `to` is then wrong and left out.
 */
export function readAuditAddress(params: Params): { filter: AuditFilter; wrong: (keyof AuditFilter)[] } {
  const given: Partial<Record<keyof AuditFilter, string>> = {}
  for (const field of FIELDS) {
    const value = params[NAMES[field]]
    const text = (Array.isArray(value) ? value[0] : value)?.trim()
    if (text) given[field] = text
  }
  const parsed = auditFilter.safeParse(given)
  if (parsed.success) return { filter: parsed.data, wrong: [] }
  const wrong = FIELDS.filter((field) => parsed.error.issues.some(({ path }) => path[0] === field))
  for (const field of wrong) delete given[field]
  const rest = readAuditAddress(
    Object.fromEntries(
      Object.entries(given).map(([field, value]) => [NAMES[field as keyof AuditFilter], value]),
    ),
  )
  return { filter: rest.filter, wrong: [...wrong, ...rest.wrong] }
}

/** The filter as the query of an address: `?action=…`, or '' for none. */
export function auditQuery(filter: Partial<AuditFilter>, more: Record<string, string> = {}): string {
  const query = new URLSearchParams()
  for (const field of FIELDS) {
    const value = filter[field]
    if (value) query.set(NAMES[field], value)
  }
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return query.size > 0 ? `?${query}` : ''
}
