import { FileDown } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { cursorOf } from '@/app/_pager/cursor-text'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { SkeletonRows } from '@/app/_ui/skeleton-rows'
import { auditQuery, readAuditAddress } from '@/lib/audit/audit-address'
import { listAuditActors } from '@/lib/audit/list-audit-actors'
import { readLastAuditVerification } from '@/lib/audit/read-last-audit-verification'
import { AuditFilters } from './audit-filters'
import { AuditRows } from './audit-rows'
import { ChainCheck } from './chain-check'
import { LastCheck } from './last-check'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

/** Who did what to what, when: filtered by the address, a page at a time, with the proof that nothing was changed. */
export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  const people = await orPageError(listAuditActors(ctx))
  const lastCheck = await orPageError(readLastAuditVerification(ctx))
  const params = await searchParams
  const { filter, wrong } = readAuditAddress(params)
  const after = cursorOf(params.after)
  const t = await getTranslations('audit')
  const exports = ctx.actor.groupIds === null && wrong.length === 0
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={t('title')}
        state={t('state')}
        action={
          exports &&
          (['csv', 'jsonl'] as const).map((format) => (
            // A download, not a page: the router must not fetch it.
            <a
              key={format}
              href={`/api/audit/export${auditQuery(filter, { format })}`}
              download
              className={buttonClasses({})}
            >
              <FileDown size={16} aria-hidden />
              {t(`export.${format}`)}
            </a>
          ))
        }
      />
      <Messages namespaces={['errors']}>
        <ChainCheck
          label={t('check.button')}
          running={t('check.running')}
          hint={t('check.hint')}
          last={<LastCheck last={lastCheck} />}
        />
        <AuditFilters filter={filter} wrong={wrong} people={people} />
        <Card padded={false}>
          <Suspense key={auditQuery(filter) + String(params.after)} fallback={<SkeletonRows />}>
            <AuditRows filter={filter} after={after} />
          </Suspense>
        </Card>
      </Messages>
    </div>
  )
}
