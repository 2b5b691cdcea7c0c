import type { listStaff } from '@/lib/staff/list-staff'

type Query = Required<Pick<Parameters<typeof listStaff>[1], 'search' | 'state' | 'page'>>

export const STATES = ['active', 'invited', 'disabled'] as const

/** What the address asks the list for; what it cannot mean is left out. */
export function staffQuery(params: Record<string, string | string[] | undefined>): Query {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  return {
    search: one('q').trim().slice(0, 200),
    state: STATES.find((state) => state === one('state')) ?? null,
    page: /^[1-9]\d{0,5}$/.test(one('page')) ? Number(one('page')) : 1,
  }
}

/** The address of the list with another page. */
export function staffAddress({ search, state, page }: Query): string {
  const params = new URLSearchParams({
    ...(search && { q: search }),
    ...(state && { state }),
    ...(page > 1 && { page: String(page) }),
  })
  return params.size > 0 ? `/admin/staff?${params}` : '/admin/staff'
}
