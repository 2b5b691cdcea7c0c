import { getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { CONFIRMATIONS, PERIODS } from '@/lib/enrollments/list-query'
import { listCreators } from '@/lib/processes/list-creators'
import { listGroups } from '@/lib/processes/list-groups'
import { listProcesses } from '@/lib/processes/list-processes'
import type { FilterChoices } from './filter-bar'

/** What the filters offer this person, in their language; "me" first among the people. */
export async function filterChoices(ctx: StaffContext): Promise<FilterChoices> {
  const [t, processes, { groups, noGroup }, creators] = await Promise.all([
    getTranslations(),
    listProcesses(ctx, { purpose: 'filter' }),
    listGroups(ctx, { purpose: 'filter' }),
    listCreators(ctx),
  ])
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return {
    processes: processes.map(option),
    groups: [...groups.map(option), ...(noGroup ? [{ value: 'none', label: t('common.noGroup') }] : [])],
    periods: PERIODS.map((value) => ({ value, label: t(`enrollments.filter.period.${value}`) })),
    confirmations: CONFIRMATIONS.map((value) => ({ value, label: t(`status.confirmation.${value}`) })),
    creators: [
      { value: 'me', label: t('enrollments.filter.me') },
      ...creators.filter(({ id }) => id !== ctx.actor.id).map(option),
    ],
  }
}
