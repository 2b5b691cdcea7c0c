import { MapPinOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'

/** Inside the frame: what does not exist, and what is not yours, look the same. */
export default function DeskNotFound() {
  const t = useTranslations('errors.page')
  const common = useTranslations('common')
  return (
    <EmptyState
      icon={<MapPinOff size={32} aria-hidden />}
      title={<h1 className="text-xl font-semibold">{t('notFoundTitle')}</h1>}
      action={<LinkButton href="/">{common('backHome')}</LinkButton>}
    >
      {t('notFound')}
    </EmptyState>
  )
}
