import { SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { FoundToErase } from '@/lib/retention/find-to-erase'

/** The files that answer to what was typed: which may be erased, what of them goes, and what the law keeps. */
export function FoundFiles({
  found: { rows, more },
  chosen,
  onChoose,
  children,
}: {
  found: { rows: FoundToErase[]; more: boolean }
  chosen: ReadonlySet<string>
  onChoose: (enrollmentId: string, isChosen: boolean) => void
  /** What is done with the chosen ones. */
  children: ReactNode
}) {
  const t = useTranslations('erasure')
  return (
    <Card
      title={t('found.title')}
      aside={<span role="status">{t('found.count', { count: rows.length })}</span>}
      padded={false}
    >
      {rows.length === 0 ? (
        <EmptyState icon={<SearchX size={28} aria-hidden />} title={t('found.empty')}>
          {t('found.emptyHint')}
        </EmptyState>
      ) : (
        <Table aria-label={t('found.title')}>
          <thead>
            <tr>
              <TableHeadCell>
                <span className="sr-only">{t('found.choose')}</span>
              </TableHeadCell>
              <TableHeadCell>{t('found.person')}</TableHeadCell>
              <TableHeadCell>{t('found.reference')}</TableHeadCell>
              <TableHeadCell>{t('found.status')}</TableHeadCell>
              <TableHeadCell>{t('found.process')}</TableHeadCell>
              <TableHeadCell>{t('found.created')}</TableHeadCell>
              <TableHeadCell>{t('found.what')}</TableHeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TableRow key={row.enrollmentId}>
                <TableCell>
                  <input
                    type="checkbox"
                    checked={chosen.has(row.enrollmentId)}
                    disabled={row.obstacle !== null}
                    onChange={(event) => onChoose(row.enrollmentId, event.target.checked)}
                    aria-label={t('found.chooseOf', { name: nameOf(row) || row.enrollmentId })}
                    className="size-4 accent-accent"
                  />
                </TableCell>
                <TableCell className="font-medium">{nameOf(row) || t('found.nobody')}</TableCell>
                <TableCell>{row.clientReference ?? row.id360Id ?? '–'}</TableCell>
                <TableCell>
                  <StatusBadge status={row.status} />
                </TableCell>
                <TableCell>
                  {row.processName}
                  {row.groupName !== null && <span className="block text-ink-faint">{row.groupName}</span>}
                </TableCell>
                <TableCell>
                  <Time at={row.createdAt} precision="day" />
                </TableCell>
                <TableCell className="min-w-56">
                  <What row={row} />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
      {rows.length > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line p-3">
          <p className="text-sm text-ink-faint">{more && t('found.more')}</p>
          {children}
        </div>
      )}
    </Card>
  )
}

const nameOf = ({ lastName, firstName }: FoundToErase) => [firstName, lastName].filter(Boolean).join(' ')

function What({ row }: { row: FoundToErase }) {
  const t = useTranslations('erasure.found')
  if (row.obstacle !== null) return <span className="text-ink-faint">{t(`obstacle.${row.obstacle}`)}</span>
  if (row.evidenceKeptUntil === null) return t(row.erasedAt === null ? 'everything' : 'evidenceOnly')
  return t.rich('keptUntil', { at: () => <Time at={row.evidenceKeptUntil ?? 0} precision="day" /> })
}
