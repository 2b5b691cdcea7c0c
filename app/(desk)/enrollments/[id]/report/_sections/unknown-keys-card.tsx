import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import type { TopLevelKey } from '@/lib/report/read-top-level-keys'
import { ShowInReport } from '../_tree/show-in-report'
import { FirstItems } from './first-items'
import { UnknownBadge } from './unknown-badge'

/** Keys of the report that nobody has documented: nothing is read from them, and nothing of them is lost. */
export function UnknownKeysCard({ keys }: { keys: readonly TopLevelKey[] }) {
  const t = useTranslations('report.unknownKeys')
  return (
    <Card title={t('title')} aside={<UnknownBadge />}>
      <p className="mb-2 text-sm text-ink-faint">{t('hint')}</p>
      <FirstItems items={keys}>
        {(shown) => (
          <ul className="flex flex-col gap-1">
            {shown.map(({ key, path, type }) => (
              <li key={path} className="flex flex-wrap items-center gap-x-3 font-mono">
                <ShowInReport path={path} label={key === '' ? '""' : key.slice(0, 200)} />
                <span className="font-sans text-sm text-ink-faint">{t(`type.${type}`)}</span>
              </li>
            ))}
          </ul>
        )}
      </FirstItems>
    </Card>
  )
}
