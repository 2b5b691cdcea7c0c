import Link from 'next/link'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { Card } from '@/app/_ui/card'
import { StatusBadge } from '@/app/_ui/status-badge'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { ENROLLMENT_STATUSES } from '@/lib/enrollments/list-query'

/** How many enrollments stand in each status, each a way into the list. */
export async function StatusesCard({ ctx }: { ctx: StaffContext }) {
  const t = await getTranslations('home.byStatus')
  const format = await getFormatter()
  const counts = await countByStatus(ctx, {})
  return (
    <Card title={t('title')}>
      <ul className="grid gap-x-8 gap-y-1 sm:grid-cols-2 rail:grid-cols-3">
        {ENROLLMENT_STATUSES.map((status) => {
          const { n, capped } = counts[status]
          return (
            <li key={status}>
              <Link
                href={`/enrollments?status=${status}`}
                className="flex h-9 items-center justify-between gap-4 rounded-md px-2 hover:bg-hover"
              >
                <StatusBadge status={status} />
                <span className="numbers">{capped ? t('capped', { count: n }) : format.number(n)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
