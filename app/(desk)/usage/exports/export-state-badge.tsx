import { Check, CircleSlash, Hourglass, LoaderCircle, type LucideIcon, OctagonAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import type { Tone } from '@/app/_ui/tone'
import type { ExportEntry } from '@/lib/usage/exports/list-exports'

const LOOK: Record<ExportEntry['state'], { tone: Tone; icon: LucideIcon }> = {
  ready: { tone: 'amber', icon: Hourglass },
  running: { tone: 'blue', icon: LoaderCircle },
  done: { tone: 'green', icon: Check },
  canceled: { tone: 'grey', icon: CircleSlash },
  failed: { tone: 'red', icon: OctagonAlert },
}

/** Whether the file left whole. */
export function ExportStateBadge({ state }: { state: ExportEntry['state'] }) {
  const t = useTranslations('usage.exports.stateOf')
  const { tone, icon: Icon } = LOOK[state]
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden />}>
      {t(state)}
    </Badge>
  )
}
