import { CircleUserRound } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { StaffActor } from '@/lib/context'
import { LanguageSwitch } from './language-switch'
import { SignOutButton } from './sign-out-button'
import { ThemeSwitch } from './theme-switch'

/** Who is signed in, as whom, in which language and light; and the way out. */
export function PersonPanel({ actor }: { actor: StaffActor }) {
  const t = useTranslations('frame.person')
  const role = useTranslations('common.roles')
  return (
    <div className="border-t border-line pt-2">
      <Link
        href="/profile"
        title={t('profile')}
        className="flex items-center gap-3 rounded-md px-2.5 py-2 hover:bg-hover focus-visible:-outline-offset-2 @max-[180px]:justify-center"
      >
        <CircleUserRound size={18} aria-hidden className="shrink-0 text-ink-soft" />
        <span className="min-w-0 @max-[180px]:sr-only">
          <span className="block truncate font-medium">{actor.name}</span>
          <span className="block truncate text-sm text-ink-faint">
            {actor.roles.map((name) => role(name)).join(', ')}
          </span>
        </span>
      </Link>
      <div className="flex flex-wrap items-center gap-1 @max-[180px]:flex-col">
        <LanguageSwitch language={actor.language} />
        <ThemeSwitch theme={actor.theme} />
        <SignOutButton />
      </div>
    </div>
  )
}
