import { useTranslations } from 'next-intl'

const POINTS = ['month', 'status', 'neverStarted', 'rate', 'times', 'idclaims', 'retries', 'late'] as const

/** The one definition, in short; the whole of it is docs/usage.md. `zone`: the time zone that days are counted in. */
export function Definition({ zone }: { zone: string }) {
  const t = useTranslations('usage.definition')
  return (
    <details className="rounded-lg border border-line bg-surface px-4 py-3">
      <summary className="font-medium">{t('title')}</summary>
      <ul className="mt-2 flex max-w-prose list-disc flex-col gap-1 pl-5 text-ink-soft">
        {POINTS.map((point) => (
          <li key={point}>{t(point, { zone })}</li>
        ))}
      </ul>
    </details>
  )
}
