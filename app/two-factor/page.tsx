import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { safeReturnPath } from '@/app/_auth/safe-return-path'
import { pageContext } from '@/app/_auth/staff-context'
import { Button } from '@/app/_ui/button'
import { EnvironmentBadge } from '@/app/_ui/environment-badge'
import { Messages } from '@/app/_ui/messages'
import { ProductMark } from '@/app/_ui/product-mark'
import { chooseLanguageAction } from '../sign-in/choose-language-action'
import { ForcedSetUp } from './forced-set-up'
import { SignOut } from './sign-out'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('twoFactor'))('title') }
}

/** Where whoever needs a second factor and has none sets it up: until then every other page leads here. */
export default async function TwoFactorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { actor, settings } = await pageContext({ evenOwing: true })
  const from = safeReturnPath((await searchParams).from)
  if (!actor.owesTwoFactor) redirect(from === '/' ? '/profile' : from)
  const t = await getTranslations('twoFactor')
  const other = (await getLocale()) === 'fr' ? 'en' : 'fr'
  return (
    <main className="group mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 p-4">
      <header className="flex items-center justify-between gap-3">
        <ProductMark />
        <EnvironmentBadge environment={settings.ID360_ENVIRONMENT} />
      </header>
      <section className="rounded-lg border border-line bg-surface p-6">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <p className="mt-1 mb-5 text-ink-soft">{t('intro')}</p>
        <Messages namespaces={['twoFactor', 'errors']}>
          <ForcedSetUp email={actor.email} from={from} />
        </Messages>
      </section>
      {/* What draws the page anew would take codes away that are shown only once: both wait until they are kept. */}
      <footer className="flex flex-wrap justify-center gap-2 group-has-[[data-shown-once]]:hidden">
        <form action={chooseLanguageAction}>
          <input type="hidden" name="language" value={other} />
          <Button type="submit" variant="ghost" size="sm" lang={other}>
            {t('otherLanguage')}
          </Button>
        </form>
        <Messages namespaces={['twoFactor', 'errors']}>
          <SignOut />
        </Messages>
      </footer>
    </main>
  )
}
