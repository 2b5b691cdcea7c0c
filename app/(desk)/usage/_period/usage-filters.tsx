'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useOptimistic, useTransition } from 'react'
import type { SelectOption } from '@/app/_ui/select-field'
import { FilterSelect } from '../../enrollments/_list/filter-select'
import { USAGE_PARAMS, type UsageParams, usagePath } from './usage-address'

/** Of which group and process the figures are. What was chosen shows at once, while its page is on its way. */
export function UsageFilters({ groups, processes }: { groups: SelectOption[]; processes: SelectOption[] }) {
  const t = useTranslations('usage.filter')
  const router = useRouter()
  const address = useSearchParams()
  const [pending, startTransition] = useTransition()
  const arrived = Object.fromEntries(USAGE_PARAMS.map((name) => [name, address.get(name)])) as UsageParams
  const [params, anticipate] = useOptimistic(arrived, (now, change: Partial<UsageParams>) => ({
    ...now,
    ...change,
  }))
  function change(change: Partial<UsageParams>) {
    startTransition(() => {
      anticipate(change)
      router.push(usagePath({ ...params, ...change }), { scroll: false })
    })
  }
  return (
    <search aria-busy={pending} aria-label={t('label')} className="flex flex-wrap items-center gap-2">
      <FilterSelect
        label={t('group')}
        any={t('anyGroup')}
        value={params.group ?? ''}
        options={groups}
        onChange={(group) => change({ group })}
      />
      <FilterSelect
        label={t('process')}
        any={t('anyProcess')}
        value={params.process ?? ''}
        options={processes}
        onChange={(process) => change({ process })}
      />
    </search>
  )
}
