import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { BoundedCount } from '@/lib/system/count-up-to'

/** Names and figures, two columns. What is null has no line. */
export function Figures({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="flex flex-col gap-1.5 text-sm">
      {rows
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <div key={label} className="flex items-baseline justify-between gap-4">
            <dt className="min-w-0 text-ink-soft">{label}</dt>
            <dd className="numbers max-w-2/3 shrink-0 text-right wrap-break-word">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A count, or "more than" where counting stopped. */
export function Count({ of: { count, more } }: { of: BoundedCount }) {
  const t = useTranslations('system')
  return <>{more ? t('moreThan', { count }) : t('count', { count })}</>
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size in the largest unit in which it is at least one, powers of a thousand. */
export function Bytes({ of }: { of: number }) {
  const format = useFormatter()
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, of)) / 3)))
  const maximumFractionDigits = power === 0 ? 0 : 1
  return (
    <>
      {format.number(of / 1000 ** power, {
        style: 'unit',
        unit: UNITS[power] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits,
      })}
    </>
  )
}

/** A short stretch of time. */
export function Milliseconds({ of }: { of: number }) {
  const format = useFormatter()
  return (
    <>
      {format.number(of, {
        style: 'unit',
        unit: 'millisecond',
        unitDisplay: 'short',
        maximumSignificantDigits: 2,
      })}
    </>
  )
}
