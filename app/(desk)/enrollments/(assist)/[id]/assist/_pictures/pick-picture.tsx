'use client'

import { Camera, FolderOpen, ImageUp } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { classNames } from '@/app/_ui/class-names'
import { ErrorNote } from '@/app/_ui/error-note'
import type { PictureRefusal } from './picture'
import { takePicture } from './take-picture'

const CameraDialog = dynamic(() => import('./camera-dialog').then((module) => module.CameraDialog), {
  ssr: false,
})

const ACCEPTED = 'image/jpeg,image/png,image/heic,application/pdf,.jpg,.jpeg,.png,.heic,.pdf'

/** A file dropped here, chosen, or taken with the camera. */
export function PickPicture({
  name,
  isSelfie,
  startWithCamera,
  onTaken,
}: {
  name: string
  isSelfie: boolean
  startWithCamera: boolean
  onTaken: (taken: Awaited<ReturnType<typeof takePicture>>) => void
}) {
  const t = useTranslations('assisted.pictures')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [camera, setCamera] = useState(startWithCamera)
  const [refused, setRefused] = useState<PictureRefusal | 'several' | null>(null)

  async function take(files: FileList | null) {
    const [file, ...others] = files ?? []
    if (!file) return
    if (others.length > 0) return setRefused('several')
    const taken = await takePicture(file, { name: file.name, origin: 'file' })
    setRefused('refused' in taken ? taken.refused : null)
    onTaken(taken)
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files)
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the buttons inside do the same. */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={classNames(
          'flex flex-col items-center gap-3 rounded-md border border-dashed px-3 py-6 text-center',
          over ? 'border-accent bg-accent-fill' : 'border-line-control',
        )}
      >
        <ImageUp size={28} aria-hidden className="text-ink-faint" />
        <p className="text-ink-soft max-md:hidden">{t('drop')}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button icon={<FolderOpen size={16} aria-hidden />} onClick={() => input.current?.click()}>
            {t('choose')}
            <span className="sr-only"> {name}</span>
          </Button>
          <Button icon={<Camera size={16} aria-hidden />} onClick={() => setCamera(true)}>
            {t('camera.open')}
            <span className="sr-only"> {name}</span>
          </Button>
        </div>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          aria-label={t('fileOf', { name })}
          tabIndex={-1}
          className="hidden"
          onChange={(event) => {
            void take(event.target.files)
            // The same file can be chosen again.
            event.target.value = ''
          }}
        />
      </div>
      {refused && <ErrorNote>{t(`refused.${refused}`)}</ErrorNote>}
      {camera && (
        <CameraDialog
          title={name}
          facing={isSelfie ? 'user' : 'environment'}
          onClose={() => setCamera(false)}
          onFile={() => {
            setCamera(false)
            input.current?.click()
          }}
          onPhoto={async (photo) => {
            setCamera(false)
            const taken = await takePicture(photo, { name: null, origin: 'camera' })
            setRefused('refused' in taken ? taken.refused : null)
            onTaken(taken)
          }}
        />
      )}
    </>
  )
}
