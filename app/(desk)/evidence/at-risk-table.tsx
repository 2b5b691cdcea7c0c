import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import type { EvidenceAtRisk } from '@/lib/evidence/list-evidence-at-risk'
import { daysLeft } from '../enrollments/[id]/_keeping/days-left'
import { KindBadge } from '../enrollments/[id]/_keeping/kind-badge'

/** Under two weeks there is still time to call Docaposte; it must be seen. */
const SOON_DAYS = 14

/** Each enrollment, how long ID360 still has its evidence, and what is not kept of it. `now` in epoch milliseconds. */
export function AtRiskTable({ rows, now }: { rows: readonly EvidenceAtRisk[]; now: number }) {
  const t = useTranslations('evidence.atRisk')
  const kind = useTranslations('evidence.kind')
  const format = useFormatter()
  return (
    <Table aria-label={t('title')}>
      <thead>
        <tr>
          <TableHeadCell>{t('leaves')}</TableHeadCell>
          <TableHeadCell>{t('person')}</TableHeadCell>
          <TableHeadCell>{t('reference')}</TableHeadCell>
          <TableHeadCell>{t('status')}</TableHeadCell>
          <TableHeadCell>{t('missing')}</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const days = daysLeft(row.leavesAt, now)
          const exact = format.dateTime(row.leavesAt, { dateStyle: 'long' })
          return (
            <TableRow key={row.enrollmentId} className="relative">
              <TableCell>
                <Badge tone={row.hasLeft ? 'red' : days < SOON_DAYS ? 'amber' : 'grey'} title={exact}>
                  {row.hasLeft ? t('left') : t('inDays', { days })}
                </Badge>
              </TableCell>
              <TableCell>
                {/* The link covers the row: the whole of it opens, and the middle click opens a tab. */}
                <Link
                  href={`/enrollments/${row.enrollmentId}`}
                  prefetch={false}
                  className="font-medium after:absolute after:inset-0 hover:underline"
                >
                  {[row.lastName, row.firstName].filter(Boolean).join(' ') || t('nameless')}
                </Link>
              </TableCell>
              <TableCell>
                {row.clientReference ?? <span className="text-ink-faint">{t('noReference')}</span>}
              </TableCell>
              <TableCell>
                <StatusBadge status={row.status} />
              </TableCell>
              <TableCell>
                <ul className="flex flex-wrap gap-x-4 gap-y-1">
                  {row.missing.map((one) => (
                    <li key={one.kind} className="flex items-center gap-1">
                      {kind(one.kind)} <KindBadge state={one.state} />
                    </li>
                  ))}
                </ul>
              </TableCell>
            </TableRow>
          )
        })}
      </tbody>
    </Table>
  )
}
