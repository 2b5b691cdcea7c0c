import { CircleQuestionMark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'

/** Marks what nobody has documented: it is shown as it came. */
export function UnknownBadge() {
  const t = useTranslations('report')
  return (
    <Badge tone="amber" icon={<CircleQuestionMark size={13} aria-hidden />} title={t('unknown.hint')}>
      {t('unknown.label')}
    </Badge>
  )
}
