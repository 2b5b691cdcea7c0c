import { CircleCheck, CircleSlash, Clock, type LucideIcon, MailQuestionMark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import type { Tone } from '@/app/_ui/tone'
import type { StaffState } from '@/lib/staff/staff-state'

const LOOK: Record<StaffState, { tone: Tone; icon: LucideIcon }> = {
  active: { tone: 'green', icon: CircleCheck },
  invited: { tone: 'blue', icon: Clock },
  expired: { tone: 'amber', icon: MailQuestionMark },
  disabled: { tone: 'slate', icon: CircleSlash },
}

export function StaffStateBadge({ state }: { state: StaffState }) {
  const t = useTranslations('staffAdmin.states')
  const { tone, icon: Icon } = LOOK[state]
  return (
    <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
      {t(state)}
    </Badge>
  )
}
