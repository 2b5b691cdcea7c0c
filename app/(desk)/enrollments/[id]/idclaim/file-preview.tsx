'use client'

import { Eye } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { ErrorNote } from '@/app/_ui/error-note'

/** Shows one file that is safe to show; asked for only when somebody wants to see it. */
export function FilePreview({
  address,
  name,
  kind,
}: {
  address: string
  name: string
  kind: 'text' | 'png' | 'jpeg'
}) {
  const t = useTranslations('idclaim.files')
  const [open, setOpen] = useState(false)
  const [text, setText] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  async function show() {
    setFailed(false)
    setOpen(true)
    if (kind !== 'text' || text !== null) return
    try {
      const answer = await fetch(address)
      if (answer.ok) setText(await answer.text())
      else setFailed(true)
    } catch {
      setFailed(true)
    }
  }
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={t('previewOf', { name })}
        icon={<Eye size={14} aria-hidden />}
        onClick={show}
      >
        <span className="max-md:hidden">{t('preview')}</span>
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={name}
        className="w-[min(56rem,calc(100vw-2rem))]"
      >
        {failed && <ErrorNote>{t('previewFailed')}</ErrorNote>}
        {!failed && kind === 'text' && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
          <pre tabIndex={0} className="overflow-x-auto font-mono text-sm whitespace-pre-wrap wrap-anywhere">
            {text}
          </pre>
        )}
        {!failed && kind !== 'text' && (
          // biome-ignore lint/performance/noImgElement: the bytes of evidence are shown as they are.
          <img src={address} alt={name} className="max-h-[70vh] max-w-full" onError={() => setFailed(true)} />
        )}
      </Dialog>
    </>
  )
}
