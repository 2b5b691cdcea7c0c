'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorNote } from '@/app/_ui/error-note'
import { viewAddress } from '../proof-slip/_viewer/fetch-evidence-view'
import { useExaminer } from './image-examiner'

/** An image of the person's document, as large as the page has room; a click examines it. */
export function DocumentImage({ evidenceId, name }: { evidenceId: string; name: string }) {
  const t = useTranslations('evidence.documents')
  const router = useRouter()
  const examine = useExaminer()
  const [broken, setBroken] = useState(false)
  if (broken) return <ErrorNote>{t('broken')}</ErrorNote>
  return (
    <button
      type="button"
      aria-label={t('examine', { name })}
      onClick={() => examine([evidenceId])}
      className="h-72 cursor-zoom-in rounded-md border border-line bg-sunken p-2 hover:border-line-strong"
    >
      {/* biome-ignore lint/performance/noImgElement: evidence is shown as it is, and passes through no optimizer. */}
      <img
        src={viewAddress(evidenceId)}
        alt={name}
        loading="lazy"
        decoding="async"
        className="size-full object-contain"
        onError={() => {
          setBroken(true)
          // The desk may have just found it damaged: the page then says what becomes of it.
          router.refresh()
        }}
      />
    </button>
  )
}
