import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { ChangedMonth } from '@/lib/usage/usage-view'
import { monthWords } from '../_period/range-words'

/** Closed months that count otherwise now than in a file that left: which file, since when, and by how much. */
export function ChangedMonths({ changes }: { changes: readonly ChangedMonth[] }) {
  const t = useTranslations('usage.changed')
  const format = useFormatter()
  if (changes.length === 0) return null
  return (
    <Note tone="amber" title={t('title', { count: new Set(changes.map(({ month }) => month)).size })}>
      <p>{t('why')}</p>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {changes.map((change) => (
          <li key={`${change.month} ${change.exportId}`}>
            {t.rich('line', {
              month: monthWords(format, change.month),
              file: () => (
                <Link href={`/usage/exports#${change.exportId}`} className="font-medium break-all underline">
                  {change.fileName}
                </Link>
              ),
              at: () => <Time at={change.exportedAt} />,
              by: () => <Differences differences={change.differences} />,
            })}
          </li>
        ))}
      </ul>
    </Note>
  )
}

/** "OK +2, Started −2". */
function Differences({ differences }: Pick<ChangedMonth, 'differences'>) {
  const t = useTranslations('usage.table.column')
  const format = useFormatter()
  const words = Object.entries(differences).map(
    ([count, difference]) =>
      `${dynamicMessage(t, count) ?? count} ${format.number(difference, { signDisplay: 'exceptZero' })}`,
  )
  return <span className="numbers">{words.join(', ')}</span>
}
