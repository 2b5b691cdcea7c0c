import {
  Ban,
  Circle,
  CircleCheck,
  CircleDot,
  CircleOff,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
  OctagonAlert,
  TimerOff,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { Badge } from './badge'
import type { Tone } from './tone'

type EnrollmentStatus = EnrollmentView['status']

export const STATUS_LOOK: Record<EnrollmentStatus, { tone: Tone; icon: LucideIcon }> = {
  UNCONFIRMED: { tone: 'amber', icon: CircleQuestionMark },
  NOT_CREATED: { tone: 'grey', icon: CircleOff },
  NEW: { tone: 'blue', icon: Circle },
  STARTED: { tone: 'violet', icon: CircleDot },
  OK: { tone: 'green', icon: CircleCheck },
  KO: { tone: 'orange', icon: CircleX },
  FAILED: { tone: 'red', icon: OctagonAlert },
  CANCELED: { tone: 'grey', icon: TimerOff },
  DISCONTINUED: { tone: 'slate', icon: Ban },
}

function isKnown(status: string): status is EnrollmentStatus {
  return Object.hasOwn(STATUS_LOOK, status)
}

/** The status of an enrollment: icon, word, colour; its meaning on hover. What nobody knows is shown as it came. */
export function StatusBadge({ status }: { status: EnrollmentStatus | (string & {}) }) {
  const t = useTranslations('status')
  if (!isKnown(status)) {
    return (
      <Badge tone="grey" icon={<CircleQuestionMark size={13} aria-hidden />} title={t('unknown', { status })}>
        {status}
      </Badge>
    )
  }
  const { tone, icon: Icon } = STATUS_LOOK[status]
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden />} title={t(`meaning.${status}`)}>
      {t(status)}
    </Badge>
  )
}
