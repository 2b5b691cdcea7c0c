import { MapPinOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'

export default function NotFound() {
  const t = useTranslations('errors.page')
  const common = useTranslations('common')
  return (
    <main className="mx-auto max-w-lg py-16">
      <EmptyState
        icon={<MapPinOff size={32} aria-hidden />}
        title={<h1 className="text-xl font-semibold">{t('notFoundTitle')}</h1>}
        action={<LinkButton href="/">{common('backHome')}</LinkButton>}
      >
        {t('notFound')}
      </EmptyState>
    </main>
  )
}
