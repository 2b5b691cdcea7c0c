import { FolderDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Messages } from '@/app/_ui/messages'
import { OriginalPack } from './original-pack'

/** The evidence pack in one click; with the unmasked report only after a confirmation of its own. */
export function PackActions({ enrollmentId }: { enrollmentId: string }) {
  const t = useTranslations('pack')
  const address = `/api/evidence/pack/${enrollmentId}`
  return (
    <span className="flex items-center">
      <a href={address} download title={t('downloadHint')} className={buttonClasses({})}>
        <FolderDown size={16} aria-hidden />
        {t('download')}
      </a>
      <Messages namespaces={['pack']}>
        <OriginalPack address={address} />
      </Messages>
    </span>
  )
}
