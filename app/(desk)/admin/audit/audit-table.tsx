import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Mono } from '@/app/_ui/mono'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { Time } from '@/app/_ui/time'
import type { ShownAuditRow } from '@/lib/audit/name-audit-rows'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { AuditDetails } from './audit-details'

/** The acts in words. `links`: by kind of target, where it can be looked at. */
export function AuditTable({
  rows,
  links,
}: {
  rows: readonly ShownAuditRow[]
  links: Record<string, string>
}) {
  const t = useTranslations('audit')
  return (
    <Table aria-label={t('title')}>
      <thead>
        <tr>
          <TableHeadCell>{t('column.at')}</TableHeadCell>
          <TableHeadCell>{t('column.actor')}</TableHeadCell>
          <TableHeadCell>{t('column.action')}</TableHeadCell>
          <TableHeadCell>{t('column.target')}</TableHeadCell>
          <TableHeadCell>{t('column.details')}</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.id} className="align-top">
            <TableCell className="whitespace-nowrap">
              <Time at={row.at} precision="second" />
            </TableCell>
            <TableCell>
              <ActorName actor={row.actor} />
            </TableCell>
            <TableCell className="font-medium">
              {dynamicMessage(t, `actions.${row.action}`) ?? t('unknownAction', { action: row.action })}
            </TableCell>
            <TableCell>
              <TargetName target={row.target} links={links} />
            </TableCell>
            <TableCell>
              <AuditDetails row={row} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

function ActorName({ actor }: { actor: ShownAuditRow['actor'] }) {
  const t = useTranslations('audit.actor')
  if (actor.kind === 'staff') return actor.name ?? <Mono>{actor.id}</Mono>
  return t(actor.kind === 'callback' ? 'callback' : 'system')
}

function TargetName({ target, links }: { target: ShownAuditRow['target']; links: Record<string, string> }) {
  const t = useTranslations('audit')
  if (target === null) return <span className="text-ink-faint">{t('otherGroup')}</span>
  const kind = dynamicMessage(t, `targets.${target.kind}`) ?? target.kind
  const where = links[target.kind]
  const name = target.name ?? (target.id === target.kind ? null : <Mono>{target.id.slice(-12)}</Mono>)
  return (
    <span title={target.id}>
      <span className={name ? 'text-ink-faint' : undefined}>{kind}</span>{' '}
      {where && target.exists ? (
        <Link href={`${where}${target.id}`} prefetch={false} className="text-accent-ink hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
    </span>
  )
}
