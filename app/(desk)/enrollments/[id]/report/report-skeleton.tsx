import { useTranslations } from 'next-intl'
import { Skeleton } from '@/app/_ui/skeleton'

/** The shape of the report while it is read and verified. */
export function ReportSkeleton() {
  const t = useTranslations('common')
  return (
    <div role="status" className="grid gap-4 rail:grid-cols-2">
      <span className="sr-only">{t('loading')}</span>
      <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="h-4 w-48" />
        <Skeleton className="h-4 w-40" />
      </div>
      <div className="flex h-96 flex-col gap-3 rounded-lg border border-line bg-surface p-4">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-1/3" />
        <Skeleton className="h-4 w-2/5" />
      </div>
    </div>
  )
}
