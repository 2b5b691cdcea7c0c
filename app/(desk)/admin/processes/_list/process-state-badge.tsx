import { Archive, Check, CircleSlash, type LucideIcon, Split } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import type { Tone } from '@/app/_ui/tone'
import type { ShownState } from './shown-state'

const LOOK: Record<ShownState, { tone: Tone; icon: LucideIcon }> = {
  active: { tone: 'green', icon: Check },
  retired: { tone: 'grey', icon: Archive },
  elsewhere: { tone: 'amber', icon: Split },
  noWay: { tone: 'amber', icon: CircleSlash },
}

/** Whether the process is offered for new enrollments, and why not. */
export function ProcessStateBadge({ state }: { state: ShownState }) {
  const t = useTranslations('processes.stateOf')
  const { tone, icon: Icon } = LOOK[state]
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden />}>
      {t(state)}
    </Badge>
  )
}
