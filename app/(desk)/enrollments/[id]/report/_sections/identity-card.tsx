import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import type { IdentityField } from '@/lib/report/read-identity'
import { lookUp } from '@/lib/report/words/pick-words'
import type { Words } from '@/lib/report/words/words'
import { ShowInReport } from '../_tree/show-in-report'
import { FirstItems } from './first-items'

/** Who ID360 says the person is, and where each value also stands in the report. */
export function IdentityCard({ fields, words }: { fields: readonly IdentityField[]; words: Words }) {
  const t = useTranslations('report.identity')
  return (
    <Card title={t('title')}>
      <p className="mb-3 text-sm text-ink-faint">{t('sourcesHint')}</p>
      <FirstItems items={fields}>
        {(shown) => (
          <dl className="grid grid-cols-1 gap-x-4 sm:grid-cols-[max-content_minmax(0,1fr)]">
            {shown.map((field) => (
              <div
                key={field.path}
                className="col-span-full grid break-inside-avoid grid-cols-subgrid border-b border-line py-2 last:border-b-0"
              >
                <dt className="text-sm text-ink-faint first-letter:uppercase sm:max-w-40">
                  <FieldName name={field.key} words={words} />
                </dt>
                <dd className="min-w-0">
                  <p className="font-medium wrap-anywhere">{field.value}</p>
                  <Sources field={field} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </FirstItems>
    </Card>
  )
}

/** `address.city` is named after its last part; what has no word is shown as it is. */
function FieldName({ name, words }: { name: string; words: Words }) {
  const word = lookUp(words.fields, name.split('.').at(-1)?.toLowerCase() ?? '')
  return word ?? <Mono>{name}</Mono>
}

function Sources({ field }: { field: IdentityField }) {
  const t = useTranslations('report.identity')
  const { statedSource, sources } = field
  const kinds = sources.filter(
    (source, place) => sources.findIndex(({ kind }) => kind === source.kind) === place,
  )
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-soft">
      {statedSource !== null && <span>{t('stated', { source: statedSource })}</span>}
      {kinds.map(({ kind, path }) => (
        <ShowInReport key={path} path={path} label={t(`source.${kind}`)} />
      ))}
      {statedSource === null && kinds.length === 0 && <span className="text-ink-faint">{t('noSource')}</span>}
    </p>
  )
}
