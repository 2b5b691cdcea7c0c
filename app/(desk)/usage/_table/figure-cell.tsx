import { useFormatter, useTranslations } from 'next-intl'
import { TableCell } from '@/app/_ui/table'
import type { UsageFigures } from '@/lib/usage/usage-view'
import { durationWords } from '../_figures/duration-words'
import { enrollmentsOf, type FigureScope } from '../_figures/enrollments-of'
import { FigureLink } from '../_figures/figure-link'
import { percentWords } from '../_figures/percent-words'
import type { UsageColumn } from './usage-columns'

/** A figure of a line; a count leads to its enrollments. */
export function FigureCell({
  column,
  figures,
  share,
  scope,
}: {
  column: UsageColumn
  figures: UsageFigures
  share: number | null
  scope: FigureScope
}) {
  return (
    <TableCell numeric data-column={column} className="whitespace-nowrap">
      <Figure column={column} figures={figures} share={share} scope={scope} />
    </TableCell>
  )
}

function Figure({ column, figures, share, scope }: Parameters<typeof FigureCell>[0]) {
  const t = useTranslations('common')
  const format = useFormatter()
  if (column === 'share' || column === 'successRate') {
    const part = column === 'share' ? share : figures.successRate
    return part === null ? <span className="text-ink-faint">{t('none')}</span> : percentWords(format, part)
  }
  if (column === 'medianMs' || column === 'p90Ms') {
    const ms = figures[column]
    return ms === null ? <span className="text-ink-faint">{t('none')}</span> : durationWords(format, ms)
  }
  return <FigureLink n={figures[column]} href={enrollmentsOf(scope, column)} />
}
