import { Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'

/** A page that the person's roles do not open. */
export default function DeskForbidden() {
  const t = useTranslations('errors.page')
  const common = useTranslations('common')
  return (
    <EmptyState
      icon={<Lock size={32} aria-hidden />}
      title={<h1 className="text-xl font-semibold">{t('forbiddenTitle')}</h1>}
      action={<LinkButton href="/">{common('backHome')}</LinkButton>}
    >
      {t('forbidden')}
    </EmptyState>
  )
}
