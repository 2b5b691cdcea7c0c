import { Hourglass, type LucideIcon, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { Badge } from './badge'
import type { Tone } from './tone'

const LOOK: Record<Exclude<EnrollmentView['confirmation'], 'none'>, { tone: Tone; icon: LucideIcon }> = {
  pending: { tone: 'amber', icon: Hourglass },
  confirmed: { tone: 'green', icon: ShieldCheck },
  contradicted: { tone: 'red', icon: ShieldAlert },
}

/** Whether the report says what the callback said. Nothing before there is a verdict. */
export function ConfirmationBadge({ confirmation }: { confirmation: EnrollmentView['confirmation'] }) {
  const t = useTranslations('status.confirmation')
  if (confirmation === 'none') return null
  const { tone, icon: Icon } = LOOK[confirmation]
  return (
    <Badge tone={tone} icon={<Icon size={13} aria-hidden />}>
      {t(confirmation)}
    </Badge>
  )
}
