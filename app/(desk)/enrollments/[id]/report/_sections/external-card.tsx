import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import { labelStep } from '@/lib/report/label-step'
import type { ExternalMethod } from '@/lib/report/read-external-methods'
import type { Words } from '@/lib/report/words/words'
import { FirstItems } from './first-items'
import { ItemHead } from './item-head'
import { ResultBadge } from './result-badge'
import { ResultFacts } from './result-facts'
import { resultOfStatus } from './result-of-status'
import { TimeSpan } from './time-span'
import { UnknownBadge } from './unknown-badge'

/** What providers of identity outside ID360 answered. */
export function ExternalCard({ methods, words }: { methods: readonly ExternalMethod[]; words: Words }) {
  const t = useTranslations('report.external')
  return (
    <Card title={t('title')} padded={false}>
      <FirstItems items={methods}>
        {(shown) => (
          <ul className="divide-y divide-line">
            {shown.map(({ name, known, path, status, startedAt, finishedAt, results }) => {
              const label = labelStep(name, words)
              const timed = startedAt !== null && finishedAt !== null
              return (
                <li key={path} className="flex break-inside-avoid flex-col gap-2 px-4 py-3">
                  <ItemHead title={label} path={path}>
                    {label !== name && <Mono className="text-ink-faint">{name}</Mono>}
                    {status !== null && <ResultBadge result={resultOfStatus(status)}>{status}</ResultBadge>}
                    {!known && <UnknownBadge />}
                  </ItemHead>
                  <TimeSpan
                    startedAt={startedAt}
                    finishedAt={finishedAt}
                    duration={timed ? Math.max(0, finishedAt - startedAt) : null}
                  />
                  <ResultFacts results={results} />
                </li>
              )
            })}
          </ul>
        )}
      </FirstItems>
    </Card>
  )
}
