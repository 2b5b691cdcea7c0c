import { useFormatter, useTranslations } from 'next-intl'
import type { UsageFigures, UsageView } from '@/lib/usage/usage-view'
import { rangeWords } from '../_period/range-words'
import { changeOf } from './change'
import { durationWords } from './duration-words'
import { enrollmentsOf, type FigureScope } from './enrollments-of'
import { FigureLink } from './figure-link'
import { percentWords } from './percent-words'
import { type Compared, Tile } from './tile'

type LinkedFigure = 'total' | 'verdicts' | 'ok' | 'ko' | 'neverStarted' | 'idclaims' | 'retries'
type NumberFigure = LinkedFigure | 'successRate' | 'medianMs' | 'p90Ms'

/** The totals of the period, each beside what it was before and a year earlier. */
export function Tiles({ view, scope }: { view: UsageView; scope: FigureScope }) {
  const t = useTranslations('usage.tiles')
  const period = useTranslations('usage.period')
  const format = useFormatter()
  const { now } = view.totals
  const than = {
    before: { words: rangeWords(format, period, view.before), short: t('before') },
    yearBefore: { words: rangeWords(format, period, view.yearBefore), short: t('yearBefore') },
  }
  const link = (figure: LinkedFigure, n = now[figure]) => (
    <FigureLink n={n} href={enrollmentsOf(scope, figure)} label={t(`counted.${figure}`)} />
  )
  const count = (figure: 'total' | 'neverStarted' | 'idclaims' | 'retries') => (
    <Tile label={t(figure)} changes={changesOf(view, figure)} than={than}>
      {link(figure)}
    </Tile>
  )
  const duration = (figure: 'medianMs' | 'p90Ms') => (
    <Tile label={t(figure)} kind="duration" changes={changesOf(view, figure)} than={than}>
      {now[figure] === null ? <Nothing /> : durationWords(format, now[figure])}
    </Tile>
  )
  return (
    <section aria-label={t('label')}>
      <p className="mb-2 text-sm text-ink-faint">
        {t('compared', { before: than.before.words, yearBefore: than.yearBefore.words })}
      </p>
      <dl className="grid grid-cols-2 gap-3 rail:grid-cols-4 print:grid-cols-4">
        {count('total')}
        <Tile
          label={t('verdicts')}
          hint={
            <>
              {link('ok')} OK · {link('ko')} KO
            </>
          }
          changes={changesOf(view, 'verdicts')}
          than={than}
        >
          {link('verdicts')}
        </Tile>
        <Tile
          label={t('successRate')}
          hint={t('successRateHint')}
          kind="rate"
          changes={changesOf(view, 'successRate')}
          than={than}
        >
          {now.successRate === null ? <Nothing /> : percentWords(format, now.successRate)}
        </Tile>
        {count('neverStarted')}
        {count('idclaims')}
        {count('retries')}
        {duration('medianMs')}
        {duration('p90Ms')}
      </dl>
    </section>
  )
}

function Nothing() {
  const t = useTranslations('usage.tiles')
  return <span className="text-lg font-normal text-ink-faint">{t('noVerdict')}</span>
}

/** null where there is nothing now. */
function changesOf({ totals }: UsageView, figure: NumberFigure): Compared | null {
  const now = totals.now[figure]
  if (now === null) return null
  const against = (then: UsageFigures) => changeOf(now, then[figure], then.total)
  return { before: against(totals.before), yearBefore: against(totals.yearBefore) }
}
