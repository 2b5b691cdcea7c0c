import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TableHeadCell } from '@/app/_ui/table'
import type { ColumnId } from './list-columns'
import { changed, type ListView } from './list-view'

/** The head of a column. Where the list can be sorted by it, its name is the link that does: newest first at first. */
export function ColumnHeader({
  column,
  view,
  numeric = false,
}: {
  column: ColumnId
  view: ListView
  numeric?: boolean | undefined
}) {
  const t = useTranslations('enrollments')
  if (column !== 'created' && column !== 'news') {
    return (
      <TableHeadCell numeric={numeric} className="max-md:hidden">
        {t(`column.${column}`)}
      </TableHeadCell>
    )
  }
  const { sort, direction } = view.query
  const sorted = sort !== column ? 'none' : direction === 'desc' ? 'descending' : 'ascending'
  const next = sorted === 'descending' ? 'asc' : 'desc'
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <TableHeadCell
      numeric={numeric}
      aria-sort={sorted}
      className="max-md:flex max-md:items-center max-md:border-0"
    >
      <Link
        href={changed(view, {
          sort: column === 'created' ? null : column,
          dir: next === 'desc' ? null : next,
        })}
        scroll={false}
        title={t(next === 'desc' ? 'sort.newestFirst' : 'sort.oldestFirst')}
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
      >
        {t(`column.${column}`)}
        {sorted !== 'none' && <Arrow size={13} aria-hidden />}
      </Link>
    </TableHeadCell>
  )
}
