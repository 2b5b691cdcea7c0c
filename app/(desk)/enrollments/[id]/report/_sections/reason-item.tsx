import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Mono } from '@/app/_ui/mono'
import type { KoReason } from '@/lib/report/explain-ko'
import { ShowInReport } from '../_tree/show-in-report'
import { FirstItems } from './first-items'
import { UnknownBadge } from './unknown-badge'

const MOST_OTHER_PLACES = 6

/** One reason: what happened, what to do next, and where the report says so. */
export function ReasonItem({ reason }: { reason: KoReason }) {
  const t = useTranslations('report.reasons')
  const { code, path, message, advice, source, known, generic, alsoAt, detail } = reason
  return (
    <li className="flex break-inside-avoid flex-col gap-2 p-4">
      <p className={generic ? 'text-ink-soft' : 'font-semibold'}>{message}</p>
      <p className="flex items-start gap-2">
        <ArrowRight size={16} aria-hidden className="mt-0.5 shrink-0 text-ink-faint" />
        <span>
          <span className="sr-only">{t('advice')} </span>
          {advice}
        </span>
      </p>
      {detail !== null && !message.includes(detail) && (
        <p className="text-sm wrap-anywhere text-ink-soft">{t('detail', { text: detail })}</p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Mono>{code}</Mono>
        <span className="text-ink-faint">{t(`source.${source}`)}</span>
        {!known && <UnknownBadge />}
        {generic && <Badge title={t('genericHint')}>{t('generic')}</Badge>}
        <ShowInReport path={path} of={message} />
        <Mono className="text-ink-faint">{path}</Mono>
      </div>
      {alsoAt.length > 0 && (
        <div className="text-sm text-ink-faint">
          {t('alsoAt', { count: alsoAt.length })}
          <FirstItems items={alsoAt} most={MOST_OTHER_PLACES}>
            {(shown) => (
              <ul className="font-mono">
                {shown.map((other) => (
                  <li key={other}>
                    <ShowInReport path={other} label={other} />
                  </li>
                ))}
              </ul>
            )}
          </FirstItems>
        </div>
      )}
    </li>
  )
}
