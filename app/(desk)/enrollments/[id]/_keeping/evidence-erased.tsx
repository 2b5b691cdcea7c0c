import { Eraser } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { Time } from '@/app/_ui/time'

/** There was evidence, or there would have been: it was erased, and nothing more is fetched. */
export function EvidenceErased({ at }: { at: number }) {
  const t = useTranslations('evidence.erased')
  return (
    <EmptyState
      icon={<Eraser size={32} aria-hidden />}
      title={t.rich('title', { at: () => <Time at={at} precision="day" /> })}
    >
      <p>{t('explain')}</p>
    </EmptyState>
  )
}
