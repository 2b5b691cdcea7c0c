import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { cursorOf } from '@/app/_pager/cursor-text'
import { Pager } from '@/app/_pager/pager'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader } from '@/app/_ui/page-header'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import { listQuarantine } from '@/lib/callbacks/list-quarantine'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('callbacks.quarantine'))('title') }
}

/** Callbacks that were genuine and could not be read: nothing ID360 said is lost. */
export default async function CallbacksPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  const after = cursorOf((await searchParams).after)
  const last = after && { receivedAt: after.at, id: after.id }
  const { rows, next } = await orPageError(listQuarantine(ctx, { after: last }))
  const t = await getTranslations('callbacks.quarantine')
  const count = rows.length
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} state={after ? null : t(next ? 'stateMore' : 'state', { count })} />
      <Card padded={false}>
        {count === 0 ? (
          <EmptyState icon={<Inbox size={28} aria-hidden />} title={t('empty')}>
            {t('emptyHint')}
          </EmptyState>
        ) : (
          <Table aria-label={t('title')}>
            <thead>
              <tr>
                <TableHeadCell>{t('received')}</TableHeadCell>
                <TableHeadCell>{t('enrollment')}</TableHeadCell>
                <TableHeadCell>{t('reason')}</TableHeadCell>
                <TableHeadCell numeric>{t('size')}</TableHeadCell>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <TableRow key={row.id}>
                  <TableCell>
                    <Time at={row.receivedAt} precision="second" />
                  </TableCell>
                  <TableCell>
                    <Link
                      href={`/enrollments/${row.enrollmentId}`}
                      prefetch={false}
                      className="font-medium text-accent-ink hover:underline"
                    >
                      {row.clientReference ?? t('noReference')}
                    </Link>
                  </TableCell>
                  <TableCell>
                    {dynamicMessage(t, `reasons.${row.reason}`) ??
                      t('reasons.unknown', { reason: row.reason })}
                  </TableCell>
                  <TableCell numeric>{t('bytes', { count: row.size })}</TableCell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
      <Pager
        path="/callbacks"
        after={after}
        next={next && { at: next.receivedAt, id: next.id }}
        words={{ first: t('first'), next: t('next') }}
      />
    </div>
  )
}
