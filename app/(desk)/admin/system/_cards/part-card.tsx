import { CircleAlert, CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import type { SystemTone } from '@/lib/system/judge-system'

const ICON = { green: CircleCheck, grey: CircleDashed, amber: CircleAlert, red: OctagonAlert }

/** One part of the desk: how it is in a word and a sentence, what to do about it, and the figures. */
export function PartCard({
  title,
  tone,
  says,
  advice,
  children,
}: {
  title: ReactNode
  tone: SystemTone
  says: ReactNode
  /** What to do when it is not well. */
  advice: ReactNode
  children?: ReactNode
}) {
  const t = useTranslations('system')
  const Icon = ICON[tone]
  return (
    <Card
      title={title}
      aside={
        <Badge tone={tone} icon={<Icon size={14} aria-hidden />}>
          {t(`tone.${tone}`)}
        </Badge>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="font-medium">{says}</p>
        {advice && (
          <Note tone={tone === 'red' ? 'red' : 'amber'} title={t('whatToDo')}>
            {advice}
          </Note>
        )}
        {children}
      </div>
    </Card>
  )
}

/** A part that could not be read: the others are shown all the same. */
export function UnreadCard({ title }: { title: ReactNode }) {
  const t = useTranslations('system.unread')
  return <PartCard title={title} tone="red" says={t('says')} advice={t('advice')} />
}
