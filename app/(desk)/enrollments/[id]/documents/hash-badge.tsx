import { CircleCheck, CircleHelp, OctagonAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import type { DocumentGroup } from './group-documents'

/** Whether the bytes are those that the report describes. */
export function HashBadge({ item: { hashMatch, reportedHash } }: { item: DocumentGroup['items'][number] }) {
  const t = useTranslations('evidence.documents.hash')
  if (hashMatch === null) {
    return (
      <Badge tone="grey" icon={<CircleHelp size={13} aria-hidden />} title={t('absentHint')}>
        {t('absent')}
      </Badge>
    )
  }
  return hashMatch ? (
    <Badge tone="green" icon={<CircleCheck size={13} aria-hidden />} title={t('matchesHint')}>
      {t('matches')}
    </Badge>
  ) : (
    <Badge
      tone="red"
      icon={<OctagonAlert size={13} aria-hidden />}
      title={t('differsHint', { hash: reportedHash ?? '' })}
    >
      {t('differs')}
    </Badge>
  )
}
