import { getFormatter, getTranslations } from 'next-intl/server'
import type { UsageView } from '@/lib/usage/usage-view'
import type { Settled } from '../../enrollments/_list/settled'
import { percentWords } from '../_figures/percent-words'
import { rangeWords } from '../_period/range-words'

/** The sentence under the title. */
export async function UsageState({ reading }: { reading: Promise<Settled<UsageView>> }) {
  const t = await getTranslations('usage')
  const period = await getTranslations('usage.period')
  const format = await getFormatter()
  const usage = await reading
  if ('error' in usage) return t('state.unknown')
  const { totals, range, limited } = usage.data
  const { total, successRate } = totals.now
  const words = rangeWords(format, period, range)
  return [
    successRate === null
      ? t('state.plain', { count: total, period: words })
      : t('state.rated', { count: total, period: words, rate: percentWords(format, successRate) }),
    limited && t('state.limited'),
  ]
    .filter(Boolean)
    .join(' ')
}
