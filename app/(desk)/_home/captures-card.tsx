import { Ban, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { FailedCapture } from '@/lib/enrollments/read-home'

const PAGE = {
  report: 'report',
  proof_slip: 'proof-slip',
  idclaim: 'idclaim',
  document: 'documents',
} as const

/** Evidence that did not come, of every kind; its page has the reason and the retry. */
export async function CapturesCard({ captures }: { captures: readonly FailedCapture[] }) {
  const t = await getTranslations('home')
  const kindName = await getTranslations('evidence.kind')
  const title = t('captures.title')
  return (
    <Card padded={false} title={title}>
      {captures.length === 0 ? (
        <EmptyState title={t('captures.empty')}>{t('captures.emptyHint')}</EmptyState>
      ) : (
        <Table aria-label={title}>
          <thead>
            <tr>
              <TableHeadCell>{t('columns.evidence')}</TableHeadCell>
              <TableHeadCell>{t('columns.person')}</TableHeadCell>
              <TableHeadCell>{t('columns.state')}</TableHeadCell>
              <TableHeadCell numeric>{t('columns.attempts')}</TableHeadCell>
              <TableHeadCell numeric>{t('columns.next')}</TableHeadCell>
            </tr>
          </thead>
          <tbody>
            {captures.map(({ jobId, kind, enrollmentId, firstName, lastName, state, attempts, runAt }) => (
              <TableRow key={jobId} className="relative">
                <TableCell>
                  {/* The link covers the row, as in the lists of enrollments. */}
                  <Link
                    href={`/enrollments/${enrollmentId}/${PAGE[kind]}`}
                    prefetch={false}
                    className="font-medium after:absolute after:inset-0 hover:underline"
                  >
                    {kindName(kind)}
                  </Link>
                </TableCell>
                <TableCell>{[firstName, lastName].filter(Boolean).join(' ') || t('nameless')}</TableCell>
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
                <TableCell numeric>{state === 'ready' && <Time at={runAt} className="relative" />}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
