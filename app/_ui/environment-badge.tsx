import { FlaskConical, type LucideIcon, Radio, TestTubeDiagonal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from './class-names'
import { TONE_CLASS, type Tone } from './tone'

export type DeskEnvironment = 'production' | 'preproduction' | 'sandbox'

const LOOK: Record<DeskEnvironment, { tone: Tone; icon: LucideIcon; shape: string }> = {
  production: { tone: 'red', icon: Radio, shape: 'border-2 border-tone-ink bg-transparent' },
  preproduction: { tone: 'amber', icon: TestTubeDiagonal, shape: 'border border-tone-line bg-tone-fill' },
  sandbox: { tone: 'blue', icon: FlaskConical, shape: 'border border-tone-line bg-tone-fill' },
}

/** Which ID360 this desk talks to: nobody may mistake one for another. In a narrow container the icon alone is seen. */
export function EnvironmentBadge({ environment }: { environment: DeskEnvironment }) {
  const t = useTranslations('common.environment')
  const { tone, icon: Icon, shape } = LOOK[environment]
  return (
    <span
      data-environment={environment}
      title={t(`${environment}Hint`)}
      className={classNames(
        TONE_CLASS[tone],
        shape,
        'inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-xs font-semibold tracking-wide text-tone-ink',
      )}
    >
      <Icon size={13} aria-hidden className="shrink-0" />
      <span className="@max-[180px]:sr-only">{t(environment)}</span>
    </span>
  )
}
