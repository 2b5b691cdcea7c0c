import { getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import type { SelectOption } from '@/app/_ui/select-field'
import { listGroups } from '@/lib/processes/list-groups'
import { listProcesses } from '@/lib/processes/list-processes'

export type UsageChoices = { groups: SelectOption[]; processes: SelectOption[] }

/** The groups and processes that this person may ask for; the group "no group" is called `none`. */
export async function usageChoices(ctx: StaffContext): Promise<UsageChoices> {
  const [t, { groups, noGroup }, processes] = await Promise.all([
    getTranslations('common'),
    listGroups(ctx, { purpose: 'filter' }),
    listProcesses(ctx, { purpose: 'filter' }),
  ])
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return {
    groups: [...groups.map(option), ...(noGroup ? [{ value: 'none', label: t('noGroup') }] : [])],
    processes: processes.map(option),
  }
}
