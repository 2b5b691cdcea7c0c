import { useTranslations } from 'next-intl'
import { Skeleton } from './skeleton'

const WIDTHS = ['w-1/3', 'w-1/2', 'w-2/5', 'w-1/4', 'w-3/5']

/** Rows of the right height while a table is on its way; says so to who cannot see it. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const t = useTranslations('common')
  return (
    <div role="status">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-10 items-center gap-4 border-b border-line px-3 last:border-b-0">
          <Skeleton className="h-4 w-20" />
          <Skeleton className={`h-4 ${WIDTHS[row % WIDTHS.length]}`} />
        </div>
      ))}
    </div>
  )
}
