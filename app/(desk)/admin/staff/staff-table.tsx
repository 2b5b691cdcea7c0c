import { ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { StaffLine } from '@/lib/staff/list-staff'
import type { GroupChoices } from './group-choices'
import { StaffStateBadge } from './staff-state-badge'

/** One line a person; the whole line opens their entry. */
export function StaffTable({
  rows,
  self,
  groups,
}: {
  rows: readonly StaffLine[]
  /** Whose line says "you". */
  self: string
  groups: GroupChoices['groups']
}) {
  const t = useTranslations('staffAdmin')
  const role = useTranslations('common.roles')
  const nameOf = new Map(groups.map(({ id, name }) => [id, name]))
  return (
    <Table aria-label={t('title')}>
      <thead>
        <tr>
          <TableHeadCell>{t('name')}</TableHeadCell>
          <TableHeadCell>{t('email')}</TableHeadCell>
          <TableHeadCell>{t('roles')}</TableHeadCell>
          <TableHeadCell>{t('groups')}</TableHeadCell>
          <TableHeadCell>{t('state')}</TableHeadCell>
          <TableHeadCell>{t('twoFactor')}</TableHeadCell>
          <TableHeadCell>{t('lastSignIn')}</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.id} className="relative">
            <TableCell>
              <Link
                href={`/admin/staff/${row.id}`}
                prefetch={false}
                className="font-medium after:absolute after:inset-0 hover:underline"
              >
                {row.name}
              </Link>
              {row.id === self && <Badge className="ml-2">{t('you')}</Badge>}
            </TableCell>
            <TableCell>{row.email}</TableCell>
            <TableCell>{row.roles.map((name) => role(name)).join(', ')}</TableCell>
            <TableCell>
              {row.groupIds === null ? (
                t('allGroups')
              ) : (
                <span title={row.groupIds.map((id) => nameOf.get(id) ?? id).join(', ')}>
                  {row.groupIds.length === 1
                    ? (nameOf.get(row.groupIds[0] ?? '') ?? t('groupCount', { count: 1 }))
                    : t('groupCount', { count: row.groupIds.length })}
                </span>
              )}
            </TableCell>
            <TableCell>
              <StaffStateBadge state={row.state} />
            </TableCell>
            <TableCell>
              {row.twoFactor ? (
                <Badge tone="green" icon={<ShieldCheck size={12} aria-hidden />}>
                  {t('twoFactorOn')}
                </Badge>
              ) : (
                <span className="text-ink-faint">{t('twoFactorOff')}</span>
              )}
            </TableCell>
            <TableCell>
              {row.lastSignInAt === null ? (
                <span className="text-ink-faint">{t('never')}</span>
              ) : (
                <Time at={row.lastSignInAt} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
