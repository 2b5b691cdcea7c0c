import { useTranslations } from 'next-intl'
import { Table, TableHeadCell } from '@/app/_ui/table'
import type { ManagedGroup } from '@/lib/processes/list-managed-groups'
import { GroupRow } from './group-row'
import { WhoMayUse } from './who-may-use'

/** Each group, who may use it, and what can be done with it. */
export function GroupsTable({
  groups,
  unlimitedStaff,
}: {
  groups: readonly ManagedGroup[]
  unlimitedStaff: number
}) {
  const t = useTranslations('groups')
  return (
    <Table aria-label={t('title')}>
      <thead>
        <tr>
          <TableHeadCell>{t('column.name')}</TableHeadCell>
          <TableHeadCell>{t('column.state')}</TableHeadCell>
          <TableHeadCell>{t('column.who')}</TableHeadCell>
          <TableHeadCell className="text-right">{t('column.do')}</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ id, name, state, limitedStaff, otherStaff }) => (
          <GroupRow key={id} id={id} name={name} state={state}>
            <WhoMayUse names={limitedStaff} otherStaff={otherStaff} unlimitedStaff={unlimitedStaff} />
          </GroupRow>
        ))}
      </tbody>
    </Table>
  )
}
