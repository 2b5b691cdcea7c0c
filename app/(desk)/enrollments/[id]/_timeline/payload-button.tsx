'use client'

import { Braces } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { askAction } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { LazyJsonTree } from '@/app/_ui/lazy-json-tree'
import { Note } from '@/app/_ui/note'
import { SideSheet } from '@/app/_ui/side-sheet'
import { Skeleton } from '@/app/_ui/skeleton'
import { payloadAction } from './payload-action'

type Payload = Awaited<ReturnType<typeof askPayload>>

const askPayload = (callbackId: string) => askAction(payloadAction({ callbackId }))

/** Opens what ID360 sent, secrets masked, beside the page. Asked for each time: each reading is audited. */
export function PayloadButton({
  callbackId,
  sentence,
  maskedText,
}: {
  callbackId: string
  /** What the callback says in words. */
  sentence: string
  maskedText: string
}) {
  const t = useTranslations('enrollment.timeline.payload')
  const [open, setOpen] = useState(false)
  const [payload, setPayload] = useState<Payload | null>(null)
  async function show() {
    setPayload(null)
    setOpen(true)
    setPayload(await askPayload(callbackId))
  }
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={<Braces size={14} aria-hidden />}
        aria-label={t('openOf', { sentence })}
        onClick={show}
      >
        {t('open')}
      </Button>
      {open && (
        <SideSheet open onClose={() => setOpen(false)} title={t('title')}>
          <div className="flex flex-col gap-3 p-4">
            <p className="font-medium">{sentence}</p>
            {payload?.data && (
              <p className="text-sm text-ink-faint">{t(payload.data.personal ? 'masked' : 'maskedPerson')}</p>
            )}
            {payload?.error && <ActionErrorNote error={payload.error} />}
            {!payload && <Skeleton className="h-64 w-full" />}
            {payload?.data && <PayloadText {...payload.data} maskedText={maskedText} />}
          </div>
        </SideSheet>
      )}
    </>
  )
}

function PayloadText({
  text,
  truncated,
  maskedText,
}: {
  text: string
  truncated: boolean
  maskedText: string
}) {
  const t = useTranslations('enrollment.timeline.payload')
  if (!truncated) {
    return (
      <div className="overflow-hidden rounded-md border border-line">
        <LazyJsonTree text={text} label={t('label')} maskedText={maskedText} className="max-h-[65dvh]" />
      </div>
    )
  }
  // What is cut off is no JSON any more.
  return (
    <>
      <Note>{t('truncated')}</Note>
      <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm">
        {text}
      </pre>
    </>
  )
}
