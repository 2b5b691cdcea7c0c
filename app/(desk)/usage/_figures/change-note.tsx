import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { Change } from './change'
import { durationWords } from './duration-words'

export type FigureKind = 'count' | 'rate' | 'duration'

/**
 * One line below a figure: how it changed against another period. Seen: an arrow, the difference, the percentage;
 * heard: a sentence. `than`: that period in words; `short`: what the line is called.
 */
export function ChangeNote({
  change,
  kind,
  than,
  short,
}: {
  change: Change
  kind: FigureKind
  than: string
  short: string
}) {
  const t = useTranslations('usage.change')
  const say = useDifference(kind)
  if (change.kind === 'none') {
    return (
      <p className="flex flex-wrap justify-between gap-x-2 text-ink-faint" title={than}>
        <span>{short}</span>
        <span>{t('nothingThen')}</span>
      </p>
    )
  }
  const { difference, ratio } = change
  const Arrow = difference > 0 ? ArrowUpRight : difference < 0 ? ArrowDownRight : ArrowRight
  const format = say.percent(ratio)
  const way = difference > 0 ? 'more' : difference < 0 ? 'less' : 'same'
  return (
    // What is only heard stays in here: outside a table it would widen the page.
    <p className="relative text-ink-soft" title={than}>
      <span aria-hidden className="numbers flex flex-wrap justify-between gap-x-2">
        <span className="text-ink-faint">{short}</span>
        <span className="inline-flex items-center gap-1 whitespace-nowrap">
          <Arrow size={13} className="shrink-0" />
          {say.signed(difference)}
          {format && kind !== 'rate' && <span className="text-ink-faint">({format})</span>}
        </span>
      </span>
      <span className="sr-only">
        {t(`${kind}.${way}`, { difference: say.plain(Math.abs(difference)), than })}
        {format && kind !== 'rate' && way !== 'same' && ` (${format})`}
      </span>
    </p>
  )
}

/** A difference as it is written with its sign, and as it is said without one. Rates differ in points. */
function useDifference(kind: FigureKind) {
  const t = useTranslations('usage.change')
  const format = useFormatter()
  const sign = (difference: number) => (difference > 0 ? '+' : difference < 0 ? '-' : '')
  const plain = (difference: number) => {
    if (kind === 'duration') return durationWords(format, difference)
    if (kind === 'rate') {
      return t('points', { points: format.number(difference * 100, { maximumFractionDigits: 1 }) })
    }
    return format.number(difference)
  }
  return {
    plain,
    signed: (difference: number) => `${sign(difference)}${plain(Math.abs(difference))}`,
    percent: (ratio: number | null) =>
      ratio === null
        ? null
        : format.number(ratio, {
            style: 'percent',
            maximumFractionDigits: Math.abs(ratio) < 1 ? 1 : 0,
            signDisplay: 'exceptZero',
          }),
  }
}
