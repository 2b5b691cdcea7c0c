'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { FileSize } from '@/app/(desk)/enrollments/[id]/_keeping/file-size'
import type { AssistedDocumentView } from '@/lib/assisted/assisted-view'
import { roomFor } from './bytes-over'
import type { Held, PictureStore } from './picture-store'

/** The pictures of a document are too large together: pictures can be made smaller here, a PDF cannot. */
export function TooLargeNote({
  store,
  sent,
  held,
}: {
  store: PictureStore
  sent: AssistedDocumentView
  held: readonly Held[]
}) {
  const t = useTranslations('assisted.pictures.tooLarge')
  const [working, setWorking] = useState(false)
  const [failed, setFailed] = useState(false)
  const room = roomFor(sent, held)
  const total = held.reduce((sum, { picture }) => sum + picture.bytes.size, 0)
  const drawable = held.filter(({ picture }) => picture.drawable)
  const others = held.filter(({ picture }) => !picture.drawable)
  const fixed = others.reduce((sum, { picture }) => sum + picture.bytes.size, 0)
  const heavy = others.filter(({ picture }) => picture.bytes.size > room / held.length)
  const canShrink = drawable.length > 0 && fixed < room

  async function shrink() {
    setWorking(true)
    setFailed(false)
    try {
      const { shrinkPicture } = await import('./rewrite-picture')
      const share = (room - fixed) / drawable.length
      for (const { document, page, picture } of drawable) {
        if (picture.bytes.size <= share) continue
        const smaller = await shrinkPicture(picture, share)
        if (!smaller) setFailed(true)
        else store.put({ document, page }, smaller)
      }
    } catch {
      setFailed(true)
    }
    setWorking(false)
  }

  return (
    <ErrorNote
      title={t('title')}
      action={
        canShrink && (
          <Button size="sm" pending={working} onClick={() => void shrink()}>
            {t(working ? 'shrinking' : 'shrink')}
          </Button>
        )
      }
    >
      <p>
        {t.rich('sizes', {
          total: () => <FileSize bytes={total} />,
          room: () => <FileSize bytes={Math.max(0, room)} />,
        })}
      </p>
      {canShrink && <p>{t('canShrink')}</p>}
      {heavy.some(({ picture }) => picture.mediaType === 'application/pdf') && <p>{t('pdf')}</p>}
      {heavy.some(({ picture }) => picture.mediaType === 'image/heic') && <p>{t('heic')}</p>}
      {failed && <p>{t('failed')}</p>}
    </ErrorNote>
  )
}
