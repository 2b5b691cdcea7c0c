import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Age } from '@/app/_ui/age'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { HomeEnrollment } from '@/lib/enrollments/read-home'

/** A short list of enrollments with its title, and why it is empty when it is. */
export async function EnrollmentsCard({
  kind,
  rows,
  more,
}: {
  kind: 'mine' | 'stuck' | 'ko' | 'conflicts'
  rows: readonly HomeEnrollment[]
  /** The list that goes on where this one stops. */
  more?: string
}) {
  const t = await getTranslations('home')
  const title = t(`${kind}.title`)
  return (
    <Card
      padded={false}
      title={title}
      aside={
        more &&
        rows.length > 0 && (
          <Link href={more} className="text-sm text-accent-ink hover:underline">
            {t('seeAll')}
          </Link>
        )
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t(`${kind}.empty`)}>{t(`${kind}.emptyHint`)}</EmptyState>
      ) : (
        <Table aria-label={title}>
          <thead>
            <tr>
              <TableHeadCell>{t('columns.status')}</TableHeadCell>
              <TableHeadCell>{t('columns.person')}</TableHeadCell>
              <TableHeadCell>{t('columns.reference')}</TableHeadCell>
              <TableHeadCell numeric>{t('columns.created')}</TableHeadCell>
              <TableHeadCell numeric>{t('columns.news')}</TableHeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.id} className="relative">
                <TableCell>
                  <StatusBadge status={row.status} />
                </TableCell>
                <TableCell>
                  {/* The link covers the row: the whole of it opens, and the middle click opens a tab. */}
                  <Link
                    href={`/enrollments/${row.id}`}
                    prefetch={false}
                    className="font-medium after:absolute after:inset-0 hover:underline"
                  >
                    {[row.firstName, row.lastName].filter(Boolean).join(' ') || t('nameless')}
                  </Link>
                </TableCell>
                <TableCell>
                  {row.clientReference ?? <span className="text-ink-faint">{t('noReference')}</span>}
                </TableCell>
                <TableCell numeric>
                  <Time at={row.createdAt} relative className="relative" />
                </TableCell>
                <TableCell numeric>
                  <Age since={row.lastNewsAt} className="relative" />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
