import { getFormatter, getTranslations } from 'next-intl/server'
import { Tabs } from '@/app/_ui/tabs'
import type { StatusCounts } from '@/lib/enrollments/count-by-status'
import { ENROLLMENT_STATUSES } from '@/lib/enrollments/list-query'
import { countWords } from './count-words'
import { changed, type ListView } from './list-view'
import type { Settled } from './settled'

/** Statuses that are rare: their tabs appear when there is something in them. */
const RARE = new Set<string>(['UNCONFIRMED', 'FAILED', 'DISCONTINUED', 'NOT_CREATED'])

/** One tab a status, with how many enrollments of the other filters stand in it. */
export async function StatusTabs({
  view,
  counts: counting,
}: {
  view: ListView
  /** null while they are counted. */
  counts: Promise<Settled<StatusCounts>> | null
}) {
  const t = await getTranslations()
  const format = await getFormatter()
  const settled = await counting
  const counts = settled && 'data' in settled ? settled.data : null
  const { status: chosen } = view.query
  const aside = (key: keyof StatusCounts) =>
    counts ? countWords(counts[key], (n) => format.number(n)) : '\u2007'
  const shown = ENROLLMENT_STATUSES.filter(
    (status) =>
      !RARE.has(status) ||
      chosen.includes(status) ||
      (counts && (counts[status].n > 0 || counts[status].capped)),
  )
  return (
    <Tabs
      label={t('enrollments.tabs.label')}
      tabs={[
        {
          href: changed(view, { status: null }),
          label: t('enrollments.tabs.all'),
          aside: aside('all'),
          current: chosen.length === 0,
        },
        ...shown.map((status) => ({
          href: changed(view, { status }),
          label: t(`status.${status}`),
          aside: aside(status),
          current: chosen.length === 1 && chosen[0] === status,
        })),
      ]}
    />
  )
}
