import { ShieldX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Note } from '@/app/_ui/note'

/** A kept file is no longer what was captured: said where it would have been shown. */
export function DamagedNote({ hasLeft }: { hasLeft: boolean }) {
  const t = useTranslations('evidence.damaged')
  return (
    <Note tone="red" icon={<ShieldX size={16} aria-hidden />} title={t('title')}>
      <p>
        {t('explain')} {t(hasLeft ? 'lost' : 'again')}
      </p>
    </Note>
  )
}
