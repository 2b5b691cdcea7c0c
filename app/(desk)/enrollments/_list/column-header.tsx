import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ListQuery } from '@/lib/enrollments/list-query'
import type { ColumnId } from './list-columns'
import { changed, type ListView } from './list-view'

type Sort = ListQuery['sort']

export const sortOf = (column: ColumnId): Sort | null =>
  column === 'created' || column === 'news' ? column : null

/** The name of a column; where the list can be sorted by it, a link that does, newest first at first. */
export async function ColumnHeader({ column, view }: { column: ColumnId; view: ListView }) {
  const t = await getTranslations('enrollments')
  const sort = sortOf(column)
  if (!sort) return t(`column.${column}`)
  const { sort: current, direction } = view.query
  const next = current === sort && direction === 'desc' ? 'asc' : 'desc'
  const Arrow = direction === 'desc' ? ArrowDown : ArrowUp
  return (
    <Link
      href={changed(view, { sort: sort === 'created' ? null : sort, dir: next === 'desc' ? null : next })}
      scroll={false}
      title={t(next === 'desc' ? 'sort.newestFirst' : 'sort.oldestFirst')}
      className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
    >
      {t(`column.${column}`)}
      {current === sort && <Arrow size={13} aria-hidden />}
    </Link>
  )
}
