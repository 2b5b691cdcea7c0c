import { ScrollText } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_auth/staff-context'
import { describeError } from '@/app/_errors/describe-error'
import { cursorText } from '@/app/_pager/cursor-text'
import { EmptyState } from '@/app/_ui/empty-state'
import { ErrorNote } from '@/app/_ui/error-note'
import { LinkButton } from '@/app/_ui/link-button'
import { auditQuery } from '@/lib/audit/audit-address'
import type { AuditFilter } from '@/lib/audit/audit-filter'
import { type AuditCursor, listAudit } from '@/lib/audit/list-audit'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { may } from '@/lib/staff/permissions'
import { RetryButton } from '../../enrollments/_list/retry-button'
import { AuditTable } from './audit-table'

/** One page of the log, or why there is none. */
export async function AuditRows({ filter, after }: { filter: AuditFilter; after: AuditCursor | null }) {
  const t = await getTranslations('audit')
  const ctx = await staffContext()
  const answer = await listAudit(ctx, { filter, after }).then(
    (page) => ({ page }),
    (error: unknown) => ({ error: describeError(error) }),
  )
  if ('error' in answer) {
    const errors = await getTranslations('errors')
    const { key, values } = answer.error.message
    return (
      <div className="p-4">
        <ErrorNote title={t('failed')} action={<RetryButton />}>
          {dynamicMessage(errors, key, values) ?? errors('brokenAction')}
        </ErrorNote>
      </div>
    )
  }
  const { rows, next } = answer.page
  const filtered = auditQuery(filter) !== ''
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={<ScrollText size={28} aria-hidden />} title={t('empty')}>
          {t(filtered || after ? 'emptyFiltered' : 'emptyHint')}
        </EmptyState>
      ) : (
        <AuditTable rows={rows} links={linksOf(ctx.actor.roles)} />
      )}
      {(next || after) && (
        <nav aria-label={t('pages')} className="flex gap-2 border-t border-line p-3" data-print="hide">
          {after && (
            <LinkButton href={`/admin/audit${auditQuery(filter)}`} prefetch={false}>
              {t('newest')}
            </LinkButton>
          )}
          {next && (
            <LinkButton
              href={`/admin/audit${auditQuery(filter, { after: cursorText(next) })}`}
              prefetch={false}
            >
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
    </>
  )
}

/** Where a target can be looked at, for people who may. */
function linksOf(roles: Parameters<typeof may>[0]): Record<string, string> {
  return {
    ...(may(roles, 'enrollments.list') && { enrollment: '/enrollments/' }),
    ...(may(roles, 'processes.manage') && { process: '/admin/processes/' }),
    ...(may(roles, 'staff.manage') && { staff: '/admin/staff/' }),
  }
}
