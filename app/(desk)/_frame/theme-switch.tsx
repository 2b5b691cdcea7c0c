'use client'

import { type LucideIcon, Moon, Sun, SunMoon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { usePreferences } from './use-preferences'

type Theme = 'light' | 'dark' | 'system'

const ICON: Record<Theme, LucideIcon> = { light: Sun, dark: Moon, system: SunMoon }
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

/** Light, dark, as the device: each click goes to the next. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const t = useTranslations('frame.person')
  const name = useTranslations('common.themes')
  const { change, pending, failed } = usePreferences()
  const Icon = ICON[theme]
  const label = t('themeIs', { theme: name(theme), next: name(NEXT[theme]) })
  return (
    <button
      type="button"
      onClick={() => change({ theme: NEXT[theme] })}
      aria-busy={pending || undefined}
      aria-label={label}
      title={label}
      className={buttonClasses({ variant: 'ghost', size: 'icon' })}
    >
      <Icon size={16} aria-hidden />
      {failed && (
        <span role="alert" className="sr-only">
          {t('notKept')}
        </span>
      )}
    </button>
  )
}
