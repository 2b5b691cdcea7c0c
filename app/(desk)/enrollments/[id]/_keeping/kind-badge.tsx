import { Ban, CircleCheck, CircleDashed, type LucideIcon, RotateCw, ShieldX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import type { Tone } from '@/app/_ui/tone'
import type { KindState } from './kind-state'

const LOOK: Record<KindState, { tone: Tone; icon: LucideIcon }> = {
  captured: { tone: 'green', icon: CircleCheck },
  pending: { tone: 'amber', icon: RotateCw },
  failed: { tone: 'red', icon: Ban },
  damaged: { tone: 'red', icon: ShieldX },
  none: { tone: 'orange', icon: CircleDashed },
  notMade: { tone: 'grey', icon: CircleDashed },
  koMakesNone: { tone: 'grey', icon: CircleDashed },
}

/** How a kind of evidence stands: a word and an icon, never a colour alone. */
export function KindBadge({ state }: { state: KindState }) {
  const t = useTranslations('evidence.state')
  const { tone, icon: Icon } = LOOK[state]
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden />}>
      {t(state)}
    </Badge>
  )
}
