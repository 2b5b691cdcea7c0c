'use client'

import { Camera, FolderOpen, SwitchCamera } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { ErrorNote } from '@/app/_ui/error-note'
import { photograph } from './photograph'
import { useCamera } from './use-camera'

/** The camera's picture, live, and the shutter. Without a camera: why, and the way over a file. */
export function CameraDialog({
  title,
  facing,
  onClose,
  onFile,
  onPhoto,
}: {
  title: string
  facing: 'user' | 'environment'
  onClose: () => void
  onFile: () => void
  onPhoto: (photo: Blob) => void
}) {
  const t = useTranslations('assisted.pictures.camera')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: title })}
      className="w-[min(48rem,calc(100vw-2rem))]"
    >
      <Viewfinder facing={facing} onFile={onFile} onPhoto={onPhoto} />
    </Dialog>
  )
}

function Viewfinder({
  facing,
  onFile,
  onPhoto,
}: {
  facing: 'user' | 'environment'
  onFile: () => void
  onPhoto: (photo: Blob) => void
}) {
  const t = useTranslations('assisted.pictures.camera')
  const { camera, next } = useCamera(facing)
  const video = useRef<HTMLVideoElement>(null)
  const shutter = useRef<HTMLButtonElement>(null)
  const [ready, setReady] = useState(false)
  const [failed, setFailed] = useState(false)
  const stream = camera.state === 'on' ? camera.stream : null
  useEffect(() => {
    setReady(false)
    if (video.current) video.current.srcObject = stream
  }, [stream])
  useEffect(() => {
    if (ready) shutter.current?.focus()
  }, [ready])

  async function shoot() {
    const photo = video.current && (await photograph(video.current).catch(() => null))
    if (photo) onPhoto(photo)
    else setFailed(true)
  }

  const fileButton = (
    <Button icon={<FolderOpen size={16} aria-hidden />} onClick={onFile}>
      {t('chooseInstead')}
    </Button>
  )
  if (camera.state === 'failed') {
    return (
      <div className="flex flex-col gap-4">
        <ErrorNote title={t('failedTitle')}>{t(`failed.${camera.why}`)}</ErrorNote>
        <div className="flex flex-wrap gap-2">
          {fileButton}
          {camera.why === 'policy' && <Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
        </div>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-soft">{t(facing === 'user' ? 'hintSelfie' : 'hintDocument')}</p>
      <div className="relative flex aspect-4/3 max-h-[50vh] items-center justify-center overflow-hidden rounded-md bg-black">
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          aria-label={t('live')}
          onLoadedData={() => setReady(true)}
          className={`size-full object-contain ${facing === 'user' ? '-scale-x-100' : ''}`}
        />
        {!ready && (
          <p role="status" className="absolute text-white">
            {t('starting')}
          </p>
        )}
      </div>
      {failed && <ErrorNote>{t('shutterFailed')}</ErrorNote>}
      <div className="flex flex-wrap gap-2">
        <Button
          ref={shutter}
          variant="primary"
          disabled={!ready}
          icon={<Camera size={16} aria-hidden />}
          onClick={() => void shoot()}
        >
          {t('shoot')}
        </Button>
        {camera.state === 'on' && camera.devices.length > 1 && (
          <Button icon={<SwitchCamera size={16} aria-hidden />} onClick={next}>
            {t('switch')}
          </Button>
        )}
        {fileButton}
      </div>
    </div>
  )
}
