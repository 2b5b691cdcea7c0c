import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TableHeadCell } from '@/app/_ui/table'
import type { UsageQuery } from '@/lib/usage/usage-query'
import { usageParams, usagePath } from '../_period/usage-address'

/** The head of a column is the link that sorts by it: names from A, figures from the largest, then the other way. */
export function SortHeader({
  column,
  query,
  label,
  hint,
  className,
}: {
  column: UsageQuery['sort']
  query: UsageQuery
  label: string
  hint?: string | undefined
  className?: string
}) {
  const t = useTranslations('usage.table')
  const first = column === 'group' || column === 'process' ? 'asc' : 'desc'
  const sorted = query.sort === column ? query.direction : null
  const next = sorted === null ? first : sorted === 'asc' ? 'desc' : 'asc'
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
  return (
    <TableHeadCell
      numeric={column !== 'group' && column !== 'process'}
      aria-sort={sorted === null ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      className={className}
    >
      <Link
        href={usagePath({
          ...usageParams(query),
          sort: column === 'group' ? null : column,
          dir: next === 'asc' ? null : next,
        })}
        scroll={false}
        prefetch={false}
        title={hint ?? t(next === 'asc' ? 'sortUp' : 'sortDown')}
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
      >
        {label}
        {sorted && <Arrow size={13} aria-hidden />}
      </Link>
    </TableHeadCell>
  )
}
