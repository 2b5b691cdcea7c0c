import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { providerName } from '@/app/_auth/identity-provider'
import { Button } from '@/app/_ui/button'
import { EnvironmentBadge } from '@/app/_ui/environment-badge'
import { Messages } from '@/app/_ui/messages'
import { ProductMark } from '@/app/_ui/product-mark'
import { contextFor } from '@/lib/desk'
import { localSignIn } from '@/lib/staff/local-sign-in'
import { chooseLanguageAction } from '../sign-in/choose-language-action'
import { InvitePanel } from './invite-panel'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations('invite'))('title'),
    referrer: 'no-referrer',
    robots: { index: false, follow: false },
  }
}

/**
 * Where a one-time link leads. Public, and the same for everyone: the secret stands after the `#`, which no browser
 * sends along, and the page asks about it with a request of its own.
 */
export default async function InvitePage() {
  const t = await getTranslations('invite')
  const { settings } = contextFor({ kind: 'anonymous' })
  const other = (await getLocale()) === 'fr' ? 'en' : 'fr'
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 p-4">
      <header className="flex items-center justify-between gap-3">
        <ProductMark />
        <EnvironmentBadge environment={settings.ID360_ENVIRONMENT} />
      </header>
      <section className="rounded-lg border border-line bg-surface p-6">
        <h1 className="mb-4 text-xl font-semibold">{t('title')}</h1>
        <Messages namespaces={['invite', 'errors']}>
          <InvitePanel provider={providerName(settings)} byPassword={localSignIn({ settings })} />
        </Messages>
      </section>
      <form action={chooseLanguageAction} className="self-center">
        <input type="hidden" name="language" value={other} />
        <Button type="submit" variant="ghost" size="sm" lang={other}>
          {t('otherLanguage')}
        </Button>
      </form>
    </main>
  )
}
