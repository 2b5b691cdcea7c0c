'use client'

import { ChevronDown } from 'lucide-react'
import { classNames } from '@/app/_ui/class-names'
import type { SelectOption } from '@/app/_ui/select-field'

/** A filter as one small control: its name while it is free, the chosen value once it is not. */
export function FilterSelect({
  label,
  any,
  value,
  options,
  onChange,
}: {
  label: string
  /** The words of the free choice, in the open list. */
  any: string
  value: string
  options: readonly SelectOption[]
  onChange: (value: string | null) => void
}) {
  const set = value !== ''
  return (
    <span className="relative inline-block max-md:w-full">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value || null)}
        className={classNames(
          'h-9 w-full appearance-none truncate rounded-md border pr-7 pl-3 text-base md:max-w-52',
          '[field-sizing:content]',
          set
            ? 'border-accent bg-accent-fill font-medium text-accent-ink'
            : 'border-line-control bg-surface text-ink-soft',
        )}
      >
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        size={14}
        aria-hidden
        className="pointer-events-none absolute top-[11px] right-2 text-ink-faint"
      />
    </span>
  )
}
