'use client'

import { CircleAlert, FileImage, FileText, RotateCw, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { FileSize } from '@/app/(desk)/enrollments/[id]/_keeping/file-size'
import type { Picture } from './picture'
import type { Held } from './picture-store'
import { SendingLine } from './sending-line'

/** A picture that is only here yet: to look at, to turn, to take again, to send. */
export function HeldPicture({
  name,
  held: { picture, sending },
  onChange,
  onRemove,
  onRetake,
  onSend,
  onStop,
}: {
  name: string
  held: Held
  onChange: (picture: Picture) => void
  onRemove: () => void
  onRetake: () => void
  onSend: () => void
  onStop: () => void
}) {
  const t = useTranslations('assisted.pictures')
  const [turning, setTurning] = useState(false)
  const [turnFailed, setTurnFailed] = useState(false)
  const busy = sending.state === 'sending' || sending.state === 'waiting' || sending.state === 'arrived'

  async function turn() {
    setTurning(true)
    try {
      const { turnPicture } = await import('./rewrite-picture')
      onChange(await turnPicture(picture))
      setTurnFailed(false)
    } catch {
      setTurnFailed(true)
    }
    setTurning(false)
  }

  return (
    <>
      <div className="flex min-h-40 items-center justify-center overflow-hidden rounded-md bg-sunken p-2">
        {picture.drawable ? (
          // biome-ignore lint/performance/noImgElement: a picture in memory, that no optimizer may see.
          <img
            src={picture.url}
            alt={t('previewOf', { name })}
            className="max-h-64 max-w-full object-contain"
          />
        ) : (
          <div className="flex flex-col items-center gap-2 p-4 text-center text-ink-soft">
            {picture.mediaType === 'application/pdf' ? (
              <FileText size={32} aria-hidden />
            ) : (
              <FileImage size={32} aria-hidden />
            )}
            <p>{t(picture.mediaType === 'application/pdf' ? 'pdfPreview' : 'noPreview')}</p>
          </div>
        )}
      </div>
      <p className="text-sm wrap-anywhere">
        {picture.name ?? t('photo')} · <FileSize bytes={picture.bytes.size} />
        {picture.sizeBefore !== null && (
          <span className="text-ink-soft">
            {' '}
            {t.rich('sizeBefore', { size: () => <FileSize bytes={picture.sizeBefore ?? 0} /> })}
          </span>
        )}
      </p>
      {picture.rewritten && <p className="text-sm text-ink-soft">{t('rewritten')}</p>}
      {turnFailed && (
        <p role="alert" className="tone-red flex items-start gap-1 text-sm text-tone-ink">
          <CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
          {t('turnFailed')}
        </p>
      )}
      <SendingLine name={name} sending={sending} size={picture.bytes.size} onSend={onSend} onStop={onStop} />
      {!busy && (
        <div className="flex flex-wrap gap-2">
          {picture.drawable && (
            <Button
              size="sm"
              pending={turning}
              icon={<RotateCw size={14} aria-hidden />}
              onClick={() => void turn()}
            >
              {t('turn')}
              <span className="sr-only"> {name}</span>
            </Button>
          )}
          <Button size="sm" icon={<Undo2 size={14} aria-hidden />} onClick={onRetake}>
            {t(picture.origin === 'camera' ? 'retake' : 'chooseOther')}
            <span className="sr-only"> {name}</span>
          </Button>
          <Button size="sm" icon={<Trash2 size={14} aria-hidden />} onClick={onRemove}>
            {t('remove')}
            <span className="sr-only"> {name}</span>
          </Button>
        </div>
      )}
    </>
  )
}
