import { ShieldCheck } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import type { Cursor } from '@/app/_pager/cursor-text'
import { Pager } from '@/app/_pager/pager'
import { EmptyState } from '@/app/_ui/empty-state'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import { listErasures } from '@/lib/retention/list-erasures'

/** What was erased on request, by whom and why; nothing says who it was. */
export async function PastErasures({ after }: { after: Cursor | null }) {
  const ctx = await pageContext()
  const { rows, next } = await orPageError(listErasures(ctx, { after }))
  const t = await getTranslations('erasure')
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={<ShieldCheck size={28} aria-hidden />} title={t('past.empty')} />
      ) : (
        <Table aria-label={t('past.title')}>
          <thead>
            <tr>
              <TableHeadCell>{t('past.at')}</TableHeadCell>
              <TableHeadCell>{t('past.by')}</TableHeadCell>
              <TableHeadCell>{t('past.ground')}</TableHeadCell>
              <TableHeadCell numeric>{t('past.files')}</TableHeadCell>
              <TableHeadCell>{t('past.kept')}</TableHeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.id}>
                <TableCell>
                  <Time at={row.at} />
                </TableCell>
                <TableCell>{row.byName}</TableCell>
                <TableCell>{t(`ground.${row.ground}`)}</TableCell>
                <TableCell numeric>{t('number', { count: row.files })}</TableCell>
                <TableCell>
                  {row.keptUntil === null
                    ? t('past.nothingKept')
                    : t.rich('past.keptUntil', {
                        count: row.kept,
                        at: () => <Time at={row.keptUntil ?? 0} precision="day" />,
                      })}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
      <Pager
        path="/erasure"
        after={after}
        next={next}
        words={{ first: t('past.first'), next: t('past.next') }}
        className="border-t border-line p-3"
      />
    </>
  )
}
