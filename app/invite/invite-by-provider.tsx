'use client'

import { useTranslations } from 'next-intl'
import { OrLine } from '@/app/_auth/or-line'
import { ProviderButton } from '@/app/_auth/provider-button'
import { InviteIntro } from './invite-intro'
import type { Invited } from './invited'

/** Comes in with the identity that the provider knows: the link ties it to the account. */
export function InviteByProvider({
  invited,
  provider,
  byPassword,
}: {
  invited: Invited
  provider: string
  byPassword: boolean
}) {
  const t = useTranslations('invite')
  const said = byPassword
    ? t('introBoth', { name: provider })
    : t('introProvider', { name: provider, email: invited.email })
  return (
    <>
      <InviteIntro invited={invited}>{said}</InviteIntro>
      <ProviderButton namespace="invite" name={provider} invite={invited.secret} primary={!byPassword} />
      {byPassword && <OrLine>{t('or')}</OrLine>}
    </>
  )
}
