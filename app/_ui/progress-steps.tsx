import { useTranslations } from 'next-intl'

/** How far the person is: a small bar and "3/7". Nothing known: a dash. */
export function ProgressSteps({ done, total }: { done: number | null; total: number | null }) {
  const t = useTranslations('common')
  if (done === null || total === null || total <= 0)
    return <span className="text-ink-faint">{t('none')}</span>
  const share = Math.min(1, Math.max(0, done / total))
  return (
    <span role="img" aria-label={t('progress', { done, total })} className="inline-flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-sm bg-line">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      <span aria-hidden className="numbers text-xs text-ink-soft">
        {done}/{total}
      </span>
    </span>
  )
}
