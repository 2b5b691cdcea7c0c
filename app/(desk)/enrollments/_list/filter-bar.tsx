'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { classNames } from '@/app/_ui/class-names'
import type { SelectOption } from '@/app/_ui/select-field'
import { CreatedFilter } from './created-filter'
import { FilterSelect } from './filter-select'
import { SearchBox } from './search-box'
import { useListAddress } from './use-list-address'

export type FilterChoices = {
  processes: SelectOption[]
  groups: SelectOption[]
  periods: SelectOption[]
  confirmations: SelectOption[]
  creators: SelectOption[]
}

/** Search and filters. They live in the address: each change is a page one can go back from, keep and send. */
export function FilterBar({ choices, personal }: { choices: FilterChoices; personal: boolean }) {
  const t = useTranslations('enrollments.filter')
  const [unfolded, setUnfolded] = useState(false)
  const { params, change, pending } = useListAddress()
  const { process, group, period, from, to, confirmation, by, q } = params
  const set = [process, group, period ?? from ?? to, confirmation, by].filter(Boolean).length
  return (
    <search aria-busy={pending} className="flex flex-wrap items-center gap-2">
      <SearchBox
        search={q ?? ''}
        onSearch={(text) => change({ q: text || null }, 'replace')}
        pending={pending}
        personal={personal}
      />
      <Button
        className="md:hidden"
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
        icon={<SlidersHorizontal size={16} aria-hidden />}
      >
        {t('show', { count: set })}
      </Button>
      <div className={classNames('contents', !unfolded && 'max-md:hidden')}>
        <FilterSelect
          label={t('process')}
          any={t('anyProcess')}
          value={process ?? ''}
          options={choices.processes}
          onChange={(value) => change({ process: value })}
        />
        <FilterSelect
          label={t('group')}
          any={t('anyGroup')}
          value={group ?? ''}
          options={choices.groups}
          onChange={(value) => change({ group: value })}
        />
        <CreatedFilter periods={choices.periods} period={period} from={from} to={to} onChange={change} />
        <FilterSelect
          label={t('confirmation')}
          any={t('anyConfirmation')}
          value={confirmation ?? ''}
          options={choices.confirmations}
          onChange={(value) => change({ confirmation: value })}
        />
        <FilterSelect
          label={t('by')}
          any={t('anyone')}
          value={by ?? ''}
          options={choices.creators}
          onChange={(value) => change({ by: value })}
        />
      </div>
    </search>
  )
}
