import { Ban, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { FailedJob } from '@/lib/enrollments/read-home'

/** Reports that did not come; the enrollment's page has the reason and the retry. */
export async function CapturesCard({ captures }: { captures: readonly FailedJob[] }) {
  const t = await getTranslations('home')
  const title = t('captures.title')
  return (
    <Card padded={false} title={title}>
      {captures.length === 0 ? (
        <EmptyState title={t('captures.empty')}>{t('captures.emptyHint')}</EmptyState>
      ) : (
        <Table aria-label={title}>
          <thead>
            <tr>
              <TableHeadCell>{t('columns.state')}</TableHeadCell>
              <TableHeadCell numeric>{t('columns.attempts')}</TableHeadCell>
              <TableHeadCell numeric>{t('columns.next')}</TableHeadCell>
              <TableHeadCell />
            </tr>
          </thead>
          <tbody>
            {captures.map(({ jobId, subjectId, state, attempts, runAt }) => (
              <TableRow key={jobId}>
                <TableCell>
                  {state === 'dead' ? (
                    <Badge tone="red" icon={<Ban size={13} aria-hidden />}>
                      {t('captures.dead')}
                    </Badge>
                  ) : (
                    <Badge tone="amber" icon={<RotateCw size={13} aria-hidden />}>
                      {state === 'ready' ? t('captures.ready') : t('captures.running')}
                    </Badge>
                  )}
                </TableCell>
                <TableCell numeric>{attempts}</TableCell>
                <TableCell numeric>{state === 'ready' && <Time at={runAt} />}</TableCell>
                <TableCell numeric>
                  <Link
                    href={`/enrollments/${subjectId}/report`}
                    prefetch={false}
                    className="font-medium text-accent-ink hover:underline"
                  >
                    {t('captures.open')}
                  </Link>
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
