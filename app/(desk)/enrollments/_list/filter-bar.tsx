'use client'

import { Search, SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { debounce, useQueryStates } from 'nuqs'
import { useId, useState, useTransition } from 'react'
import { Button } from '@/app/_ui/button'
import { classNames } from '@/app/_ui/class-names'
import { CONTROL_CLASSES } from '@/app/_ui/field'
import type { SelectOption } from '@/app/_ui/select-field'
import { CreatedFilter } from './created-filter'
import { FilterSelect } from './filter-select'
import { type ListParams, listParams } from './list-params'

const TYPING_PAUSE = 300

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
  const hintId = useId()
  const [unfolded, setUnfolded] = useState(false)
  const [pending, startTransition] = useTransition()
  const [view, setView] = useQueryStates(listParams, { shallow: false, history: 'push', startTransition })
  const choose = (change: Partial<ListParams>) => setView({ ...change, cursor: null })
  const search = (q: string, options?: Parameters<typeof setView>[1]) =>
    setView({ q: q || null, cursor: null }, { history: 'replace', ...options })
  const { process, group, period, from, to, confirmation: report, by } = view
  const set = [process, group, period ?? from ?? to, report, by].filter(Boolean).length
  return (
    <search aria-busy={pending} className="flex flex-wrap items-center gap-2">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void search(view.q ?? '')
        }}
        className="relative min-w-0 flex-1 basis-56 md:max-w-72"
      >
        <Search
          size={16}
          aria-hidden
          className={classNames(
            'pointer-events-none absolute top-2.5 left-2.5 text-ink-faint',
            pending && 'animate-pulse text-accent-ink',
          )}
        />
        <input
          type="search"
          value={view.q ?? ''}
          onChange={(event) => void search(event.target.value, { limitUrlUpdates: debounce(TYPING_PAUSE) })}
          maxLength={200}
          autoComplete="off"
          aria-label={t('search')}
          aria-describedby={hintId}
          title={t('searchHint')}
          placeholder={t(personal ? 'searchPlaceholder' : 'searchPlaceholderWithoutNames')}
          className={classNames(CONTROL_CLASSES, 'pl-8')}
        />
        <span id={hintId} className="sr-only">
          {t('searchHint')}
        </span>
      </form>
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
          onChange={(value) => choose({ process: value })}
        />
        <FilterSelect
          label={t('group')}
          any={t('anyGroup')}
          value={group ?? ''}
          options={choices.groups}
          onChange={(value) => choose({ group: value })}
        />
        <CreatedFilter periods={choices.periods} period={period} from={from} to={to} onChange={choose} />
        <FilterSelect
          label={t('confirmation')}
          any={t('anyConfirmation')}
          value={report ?? ''}
          options={choices.confirmations}
          onChange={(value) => choose({ confirmation: value })}
        />
        <FilterSelect
          label={t('by')}
          any={t('anyone')}
          value={by ?? ''}
          options={choices.creators}
          onChange={(value) => choose({ by: value })}
        />
      </div>
    </search>
  )
}
