import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { providerName } from '@/app/_auth/identity-provider'
import { OrLine } from '@/app/_auth/or-line'
import { ProviderButton } from '@/app/_auth/provider-button'
import { readProviderError } from '@/app/_auth/provider-error'
import { safeReturnPath } from '@/app/_auth/safe-return-path'
import { staffContextOrNull } from '@/app/_auth/staff-context'
import { Button } from '@/app/_ui/button'
import { EnvironmentBadge } from '@/app/_ui/environment-badge'
import { Messages } from '@/app/_ui/messages'
import { ProductMark } from '@/app/_ui/product-mark'
import { contextFor } from '@/lib/desk'
import { listDemoStaff } from '@/lib/staff/list-demo-staff'
import { localSignIn } from '@/lib/staff/local-sign-in'
import { chooseLanguageAction } from './choose-language-action'
import { SignInForm } from './sign-in-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { from: asked, error } = await searchParams
  const from = safeReturnPath(asked)
  if (await staffContextOrNull()) redirect(from)
  const ctx = contextFor({ kind: 'anonymous' })
  const name = providerName(ctx.settings)
  const byPassword = localSignIn(ctx)
  const t = await getTranslations('signIn')
  const other = (await getLocale()) === 'fr' ? 'en' : 'fr'
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 p-4">
      <header className="flex items-center justify-between gap-3">
        <ProductMark />
        <EnvironmentBadge environment={ctx.settings.ID360_ENVIRONMENT} />
      </header>
      <section className="rounded-lg border border-line bg-surface p-6">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <p className="mt-1 mb-5 text-ink-soft">{t('intro')}</p>
        <Messages namespaces={['signIn', 'errors']}>
          <div className="flex flex-col gap-5">
            {name !== null && (
              <ProviderButton
                namespace="signIn"
                name={name}
                from={from}
                error={typeof error === 'string' ? readProviderError(error) : null}
                primary={!byPassword}
              />
            )}
            {name !== null && byPassword && <OrLine>{t('or')}</OrLine>}
            {byPassword && <SignInForm from={from} demo={await listDemoStaff(ctx)} />}
          </div>
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
