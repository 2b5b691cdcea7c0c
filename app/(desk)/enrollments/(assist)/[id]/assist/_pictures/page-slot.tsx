'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { AssistedPageView } from '@/lib/assisted/assisted-view'
import { HeldPicture } from './held-picture'
import { PickPicture } from './pick-picture'
import type { Place } from './picture'
import type { Held, PictureStore } from './picture-store'
import { pageName } from './picture-words'
import { SentPage } from './sent-page'
import type { takePicture } from './take-picture'

/** One page: nothing yet, a picture to look at and send, or what was sent, by whom and when. */
export function PageSlot({
  place,
  totalPages,
  store,
  held,
  sent,
}: {
  place: Place
  totalPages: number
  store: PictureStore
  held: Held | undefined
  sent: AssistedPageView | undefined
}) {
  const t = useTranslations('assisted.pictures')
  const [replacing, setReplacing] = useState(false)
  const [camera, setCamera] = useState(false)
  const group = useRef<HTMLFieldSetElement>(null)
  const name = pageName(t, place.document, place.page, totalPages)
  const isThere = sent?.state === 'sent' && !replacing

  function keep(taken: Awaited<ReturnType<typeof takePicture>>) {
    if ('refused' in taken) return
    store.put(place, taken)
    setReplacing(false)
    // The button that was pressed is gone: what it made takes the focus.
    group.current?.focus()
  }
  function retake() {
    const fromCamera = held?.picture.origin === 'camera'
    store.remove(place)
    setReplacing(true)
    setCamera(fromCamera)
    group.current?.focus()
  }

  return (
    <fieldset
      ref={group}
      tabIndex={-1}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line p-3"
    >
      <legend className="px-1 font-medium">{name}</legend>
      {sent && !held && <SentPage page={sent} />}
      {held ? (
        <HeldPicture
          name={name}
          held={held}
          onChange={(picture) => store.put(place, picture)}
          onRemove={() => {
            store.remove(place)
            group.current?.focus()
          }}
          onRetake={retake}
          onSend={() => void store.send(place, totalPages)}
          onStop={() => store.stop(place)}
        />
      ) : isThere ? (
        <div>
          <Button size="sm" onClick={() => setReplacing(true)}>
            {t('replace')}
            <span className="sr-only"> {name}</span>
          </Button>
        </div>
      ) : (
        <PickPicture
          name={name}
          isSelfie={place.document === 'selfie_image_upload'}
          startWithCamera={camera}
          onTaken={keep}
        />
      )}
    </fieldset>
  )
}
