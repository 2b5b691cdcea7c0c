import { Boxes } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { listManagedGroups } from '@/lib/processes/list-managed-groups'
import { AddGroup } from './_table/add-group'
import { GroupsTable } from './_table/groups-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('title') }
}

/** The groups that usage is counted by, and who may use each. */
export default async function GroupsPage() {
  const ctx = await pageContext()
  const { groups, unlimitedStaff } = await orPageError(listManagedGroups(ctx))
  const t = await getTranslations('groups')
  const active = groups.filter(({ state }) => state === 'active').length
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={t('title')} state={t('state', { active, retired: groups.length - active })} />
      <Messages namespaces={['groups', 'errors']}>
        <Card title={t('addTitle')}>
          <AddGroup />
        </Card>
        <Card padded={false}>
          {groups.length === 0 ? (
            <EmptyState icon={<Boxes size={28} aria-hidden />} title={t('empty')}>
              {t('emptyHint')}
            </EmptyState>
          ) : (
            <GroupsTable groups={groups} unlimitedStaff={unlimitedStaff} />
          )}
        </Card>
      </Messages>
      <p className="text-sm text-ink-faint">
        {t.rich('whoHint', {
          link: (words) => (
            <Link href="/admin/staff" className="text-accent-ink underline">
              {words}
            </Link>
          ),
        })}
      </p>
    </div>
  )
}
