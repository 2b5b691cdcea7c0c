import { writeCursor } from '@/lib/enrollments/list-cursor'
import type { LeakDesk } from './leak-desk'
import { GROUP_KEYS } from './leak-marks'

/** What addresses of a page may ask for, above all for what is of other groups. */
export function queriesOf(file: string, { marked }: LeakDesk): string[] {
  const each = (make: (one: LeakDesk['marked'][keyof LeakDesk['marked']]) => string[]) =>
    GROUP_KEYS.flatMap((group) => make(marked[group]).map((query) => `?${query}`))
  const text = encodeURIComponent
  if (file.endsWith('/enrollments/(list)/page.tsx')) {
    const after = { towards: 'next' as const, instant: Date.now() + 86_400_000, id: 'z' }
    return [
      ...each(({ person, groupId, staffId }) => [
        ...person.searches.map((words) => `q=${text(words)}`),
        `group=${groupId || 'none'}`,
        `by=${staffId}`,
      ]),
      '?sort=news&dir=asc&size=100',
      '?status=OK&idclaim=yes&retry=yes',
      `?cursor=${writeCursor({ sort: 'created', direction: 'desc' }, after)}`,
      `?cursor=${writeCursor({ sort: 'created', direction: 'desc' }, { ...after, towards: 'previous', instant: 0 })}`,
    ]
  }
  if (file.endsWith('/enrollments/new/page.tsx')) return each(({ groupId }) => [`group=${groupId}`])
  if (file.endsWith('/report/page.tsx'))
    return each(({ pieces }) => [`version=${pieces[0]?.id}&compare=${pieces[0]?.id}`])
  if (file.endsWith('/callbacks/page.tsx') || file.endsWith('/evidence/page.tsx')) {
    return [`?after=${Date.now() + 86_400_000}_zzzz`, '?after=0_0']
  }
  if (file.endsWith('/usage/page.tsx')) {
    return each(({ groupId }) => [
      `group=${groupId || 'none'}`,
      `period=year&group=${groupId || 'none'}&sort=total&dir=desc`,
    ])
  }
  if (file.endsWith('/usage/exports/page.tsx')) return [`?after=${Date.now() + 86_400_000}_zzzz`]
  if (file.endsWith('/admin/staff/page.tsx')) {
    return [...each(({ person }) => [`q=${text(person.staffName.slice(0, -2))}`]), '?state=active&page=2']
  }
  if (file.endsWith('/admin/audit/page.tsx')) {
    return each(({ enrollmentId, staffId }) => [`kind=enrollment&target=${enrollmentId}`, `actor=${staffId}`])
  }
  return []
}
