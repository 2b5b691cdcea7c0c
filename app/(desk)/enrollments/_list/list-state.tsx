import { getTranslations } from 'next-intl/server'
import type { StatusCounts } from '@/lib/enrollments/count-by-status'
import { isFiltered, type ListView } from './list-view'
import type { Settled } from './settled'

/** The sentence under the title: what waits, or how many were found. */
export async function ListState({
  view,
  counts: counting,
}: {
  view: ListView
  counts: Promise<Settled<StatusCounts>>
}) {
  const t = await getTranslations('enrollments.state')
  const counts = await counting
  if ('error' in counts) return t('unknown')
  const { data } = counts
  const { status } = view.query
  if (!isFiltered(view)) {
    if (data.all.n === 0) return t('none')
    return t('waiting', { count: data.NEW.n + data.STARTED.n })
  }
  const asked = status.length === 0 ? [data.all] : status.map((name) => data[name])
  const found = asked.reduce((sum, { n }) => sum + n, 0)
  return t(asked.some(({ capped }) => capped) ? 'foundAtLeast' : 'found', { count: found })
}
