import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { ErasedOnRequest } from '@/lib/retention/erase-on-request'

/** What was erased, and what the law made the desk keep. */
export function ErasedNote({ done }: { done: ErasedOnRequest }) {
  const t = useTranslations('erasure.done')
  const { erased, files, kept, keptUntil } = done
  return (
    <Note tone="green" icon={<CircleCheck size={16} aria-hidden />} title={t('title', { count: erased })}>
      <p>{t('gone')}</p>
      {files > 0 && <p>{t('files', { count: files })}</p>}
      {keptUntil !== null && (
        <p>{t.rich('kept', { count: kept, at: () => <Time at={keptUntil} precision="day" /> })}</p>
      )}
      <p>{t('id360')}</p>
    </Note>
  )
}
