'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { AssistedDocument, AssistedDocumentView } from '@/lib/assisted/assisted-view'
import { Choice } from '../_flow/choice'
import { bytesOver } from './bytes-over'
import { PageSlot } from './page-slot'
import { isUnderWay, isUnsent } from './picture-store'
import { TooLargeNote } from './too-large-note'
import { usePictures } from './use-pictures'

/** A document has a front and perhaps a back. */
const PAGES = [0, 1]

/** The pages of one document: each is chosen, looked at, and sent; what was sent before is said. */
export function DocumentStep({
  enrollmentId,
  document,
  sent,
}: {
  enrollmentId: string
  document: AssistedDocument
  sent: AssistedDocumentView
}) {
  const t = useTranslations('assisted.pictures')
  const { store, held: all } = usePictures(enrollmentId)
  const held = all.filter((one) => one.document === document)
  const [wanted, setWanted] = useState(2)
  const isSelfie = document === 'selfie_image_upload'
  const totalPages = isSelfie ? 1 : (sent.totalPages ?? wanted)
  const over = bytesOver(sent, held)
  const busy = held.some(isUnderWay)
  const ready = held.filter((one) => one.page < totalPages && isUnsent(one) && !isUnderWay(one))

  function changePages(pages: number) {
    setWanted(pages)
    store.removeFrom(document, pages)
  }
  async function sendAll() {
    for (const place of ready) await store.send(place, totalPages)
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose">{t(isSelfie ? 'explainSelfie' : 'explainDocument')}</p>
      {!isSelfie && sent.totalPages === null && (
        <fieldset className="grid max-w-2xl gap-2 sm:grid-cols-2" disabled={busy}>
          <legend className="mb-2 font-medium">{t('howMany')}</legend>
          <Choice
            name="pages"
            checked={totalPages === 2}
            onChange={() => changePages(2)}
            label={t('twoPages')}
            hint={t('twoPagesHint')}
          />
          <Choice
            name="pages"
            checked={totalPages === 1}
            onChange={() => changePages(1)}
            label={t('onePage')}
            hint={t('onePageHint')}
          />
        </fieldset>
      )}
      <div className={totalPages > 1 ? 'grid gap-4 md:grid-cols-2' : 'grid max-w-xl gap-4'}>
        {PAGES.slice(0, totalPages).map((page) => (
          <PageSlot
            key={page}
            place={{ document, page }}
            totalPages={totalPages}
            store={store}
            held={held.find((one) => one.page === page)}
            sent={sent.pages.find((one) => one.page === page)}
          />
        ))}
      </div>
      {over > 0 && <TooLargeNote store={store} sent={sent} held={held} />}
      <p className="text-sm text-ink-soft">{t(isSelfie ? 'rulesSelfie' : 'rules')}</p>
      {held.some(isUnsent) && (
        <div>
          <Button
            variant="primary"
            pending={busy}
            disabled={over > 0 || ready.length === 0}
            onClick={() => void sendAll()}
          >
            {busy ? t('sending') : t('send', { count: ready.length })}
          </Button>
        </div>
      )}
    </div>
  )
}
