import { useTranslations } from 'next-intl'
import { Mono } from '@/app/_ui/mono'
import type { ResultSummary } from '@/lib/report/summarize-results'
import { ShowInReport } from '../_tree/show-in-report'
import { FirstItems } from './first-items'

const MOST_RESULTS = 5

/** What a step or a provider brought back: its first plain values, the rest is in the tree. */
export function ResultFacts({ results }: { results: readonly ResultSummary[] }) {
  const t = useTranslations('report.results')
  const telling = results.filter(({ facts, more }) => facts.length > 0 || more)
  if (telling.length === 0) return null
  return (
    <FirstItems items={telling} most={MOST_RESULTS}>
      {(shown) => (
        <ul className="flex flex-col gap-2">
          {shown.map(({ name, path, facts, more }) => (
            <li key={path} className="rounded-md bg-sunken px-3 py-2 text-sm">
              <div className="flex flex-wrap items-center justify-between gap-x-3">
                <Mono className="text-ink-soft">{name || t('unnamed')}</Mono>
                <ShowInReport path={path} of={name || path} />
              </div>
              <dl className="flex flex-wrap gap-x-4">
                {facts.map(({ key, value }) => (
                  <div key={`${key} ${value}`} className="flex min-w-0 gap-1">
                    {key !== '' && <dt className="shrink-0 text-ink-faint">{key}</dt>}
                    <dd className="min-w-0 wrap-anywhere">{value}</dd>
                  </div>
                ))}
              </dl>
              {more && <p className="text-ink-faint">{t('more')}</p>}
            </li>
          ))}
        </ul>
      )}
    </FirstItems>
  )
}
