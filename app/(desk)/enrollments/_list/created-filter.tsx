'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { SelectOption } from '@/app/_ui/select-field'
import { FilterSelect } from './filter-select'
import type { ListParams } from './list-params'

const DATES = 'dates'

type Change = Partial<Pick<ListParams, 'period' | 'from' | 'to'>>

/** When enrollments were created: a named period, or two dates (both included). */
export function CreatedFilter({
  periods,
  period,
  from,
  to,
  onChange,
}: {
  periods: SelectOption[]
  period: string | null
  from: string | null
  to: string | null
  onChange: (change: Change) => void
}) {
  const t = useTranslations('enrollments.filter')
  const [datesWanted, setDatesWanted] = useState(false)
  const byDates = period === null && (datesWanted || from !== null || to !== null)
  function choose(value: string | null) {
    setDatesWanted(value === DATES)
    if (value !== DATES) onChange({ period: value, from: null, to: null })
    else if (period) onChange({ period: null })
  }
  return (
    <>
      <FilterSelect
        label={t('created')}
        any={t('anyTime')}
        value={byDates ? DATES : (period ?? '')}
        options={[...periods, { value: DATES, label: t('dates') }]}
        onChange={choose}
      />
      {byDates && (
        <span className="inline-flex flex-wrap items-center gap-2 text-ink-soft">
          <DateInput label={t('from')} value={from} max={to} onChange={(date) => onChange({ from: date })} />
          <DateInput label={t('to')} value={to} min={from} onChange={(date) => onChange({ to: date })} />
        </span>
      )}
    </>
  )
}

/** The limits keep a year that is still being typed (0002, 0020 …) from being taken for the one that is meant. */
function DateInput({
  label,
  value,
  min,
  max,
  onChange,
}: {
  label: string
  value: string | null
  min?: string | null
  max?: string | null
  onChange: (date: string | null) => void
}) {
  const [shown, setShown] = useState({ value, text: value ?? '' })
  // The address changed by other means (a chip, the back button): it is right.
  if (shown.value !== value) setShown({ value, text: value ?? '' })
  return (
    <label className="tone-red inline-flex items-center gap-1">
      {label}
      <input
        type="date"
        value={shown.text}
        min={min ?? '2000-01-01'}
        max={max ?? '2100-12-31'}
        onChange={({ target }) => {
          const next = target.value || null
          const kept = target.validity.valid ? next : value
          setShown({ value: kept, text: target.value })
          if (kept !== value) onChange(kept)
        }}
        className="h-9 rounded-md border border-line-control bg-surface px-2 text-base text-ink invalid:border-tone-ink"
      />
    </label>
  )
}
