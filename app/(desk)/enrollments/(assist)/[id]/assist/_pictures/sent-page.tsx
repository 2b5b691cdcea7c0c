import { CircleAlert, CircleCheck, CircleQuestionMark, Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FileSize } from '@/app/(desk)/enrollments/[id]/_keeping/file-size'
import type { AssistedPageView } from '@/lib/assisted/assisted-view'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { DoneByLine } from '../_flow/done-by-line'

const LOOK = {
  sent: { tone: 'tone-green', Icon: CircleCheck },
  sending: { tone: 'tone-blue', Icon: Hourglass },
  failed: { tone: 'tone-red', Icon: CircleAlert },
  unknown: { tone: 'tone-amber', Icon: CircleQuestionMark },
} as const

/** A page as the desk knows it: the picture itself is never kept, so there is none to show. */
export function SentPage({ page }: { page: AssistedPageView }) {
  const t = useTranslations('assisted.pictures')
  const failures = useTranslations('assisted.failures')
  const { tone, Icon } = LOOK[page.state]
  const why = page.failure && page.state !== 'sent' ? dynamicMessage(failures, page.failure) : null
  return (
    <div className={`${tone} flex items-start gap-2`}>
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-tone-ink" />
      <div className="min-w-0">
        <p>
          {t(`sentStates.${page.state}`)}
          {page.state === 'sent' && page.size !== null && (
            <>
              {' '}
              (<FileSize bytes={page.size} />)
            </>
          )}
        </p>
        {why && <p>{why}</p>}
        <p>
          <DoneByLine by={page} />
        </p>
      </div>
    </div>
  )
}
