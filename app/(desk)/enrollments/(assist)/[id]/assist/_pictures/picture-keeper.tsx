'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { useRenew } from '../_flow/use-flow-action'
import { isUnsent } from './picture-store'
import { pageName } from './picture-words'
import { useLeaveGuard } from './use-leave-guard'
import { picturesOf, usePictures } from './use-pictures'

/**
 * Stays as long as the page: says which page has arrived, reads the flow again, asks before unsent pictures are left
 * behind, and forgets them when the page is left.
 */
export function PictureKeeper({
  enrollmentId,
  documentPages,
}: {
  enrollmentId: string
  documentPages: number
}) {
  const t = useTranslations('assisted.pictures')
  const { store, held } = usePictures(enrollmentId)
  const unsent = held.filter(isUnsent).length
  const { asking, stay, leave } = useLeaveGuard(unsent > 0, () => picturesOf(enrollmentId).clear())
  const renew = useRenew()
  const [renewing, startRenewing] = useTransition()
  const [said, setSaid] = useState('')
  const latest = useRef({ t, renew, documentPages })
  useEffect(() => {
    latest.current = { t, renew, documentPages }
  })
  useEffect(() => {
    const store = picturesOf(enrollmentId)
    const stopListening = store.onEnd(({ document, page, sent }) => {
      const { t, renew, documentPages } = latest.current
      if (sent) setSaid(t('arrived', { name: pageName(t, document, page, documentPages) }))
      startRenewing(() => renew(!sent))
    })
    return () => {
      stopListening()
      store.clear()
    }
  }, [enrollmentId])
  useEffect(() => {
    if (!renewing) store.dropArrived()
  }, [renewing, store])
  // What waits for another try is said too: by the time it works, it may be long.
  const waiting = held.find(({ sending }) => sending.state === 'waiting')
  return (
    <>
      <p role="status" className="sr-only">
        {waiting?.sending.state === 'waiting'
          ? t('waiting', { attempt: waiting.sending.attempt, seconds: waiting.sending.seconds })
          : said}
      </p>
      <Dialog
        open={asking}
        onClose={stay}
        title={t('leave.title')}
        footer={
          <>
            <Button data-autofocus onClick={stay}>
              {t('leave.stay')}
            </Button>
            <Button variant="danger" onClick={leave}>
              {t('leave.leave')}
            </Button>
          </>
        }
      >
        <p>{t('leave.body', { count: unsent })}</p>
      </Dialog>
    </>
  )
}
