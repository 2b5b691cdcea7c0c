import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { pageContext } from '@/app/_auth/staff-context'
import { EnvironmentBadge } from '@/app/_ui/environment-badge'
import { Messages } from '@/app/_ui/messages'
import { Toaster } from '@/app/_ui/toaster'
import { Drawer } from './_frame/drawer'
import { entriesFor } from './_frame/entries'
import { ErrorMessages } from './_frame/error-messages'
import { GlobalSearch } from './_frame/global-search'
import { LeaveUnattended } from './_frame/leave-unattended'
import { Navigation } from './_frame/navigation'
import { Shortcuts } from './_frame/shortcuts'
import { Trail } from './_frame/trail'

/**
 * The frame of every staff page. It asks who is signed in to draw itself, not to protect: a layout is not rendered
 * again from page to page, so each page asks for itself.
 */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext()
  const t = await getTranslations('frame')
  const common = await getTranslations('common')
  const entries = entriesFor(ctx.actor).map(({ key, href, kind }) => ({ href, kind, label: t(`nav.${key}`) }))
  const profile = { href: '/profile', kind: 'page', label: t('person.profile') } as const
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="flex min-h-dvh">
        <Messages namespaces={['frame']}>
          <aside
            data-print="hide"
            className="sticky top-0 hidden h-dvh w-14 shrink-0 border-r border-line bg-surface md:block rail:w-[220px]"
          >
            <Navigation ctx={ctx} />
          </aside>
        </Messages>
        <div className="flex min-w-0 flex-1 flex-col">
          <Messages namespaces={['frame']}>
            <header
              data-print="hide"
              className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-canvas px-3 md:px-6"
            >
              <Drawer>
                <Navigation ctx={ctx} />
              </Drawer>
              <div className="md:hidden">
                <EnvironmentBadge environment={ctx.settings.ID360_ENVIRONMENT} />
              </div>
              <Trail />
              <div className="flex min-w-0 flex-1 items-center justify-end gap-1">
                <GlobalSearch />
                <Shortcuts entries={[...entries, profile]} />
              </div>
            </header>
          </Messages>
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[1280px] flex-1 p-4 outline-none md:p-6"
          >
            <ErrorMessages>{children}</ErrorMessages>
          </main>
        </div>
      </div>
      <Toaster label={common('confirmations')} />
      <LeaveUnattended idleMinutes={ctx.settings.SESSION_IDLE_MINUTES} />
    </>
  )
}
