'use client'

import { Download, Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '@/app/_ui/button'
import { CopyButton } from '@/app/_ui/copy-button'
import { Note } from '@/app/_ui/note'

/** The ten codes, once: to copy, to keep as a file, to print. On paper they stand alone. */
export function RecoveryCodes({
  email,
  codes,
  onKept,
  children,
}: {
  email: string
  codes: string[]
  onKept: () => void
  /** What has just happened. */
  children: ReactNode
}) {
  const t = useTranslations('twoFactor')
  const heading = useRef<HTMLHeadingElement>(null)
  const all = useRef<HTMLDivElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    all.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const title = t('codesOf', { email })
  function download() {
    const url = URL.createObjectURL(new Blob([`${title}\n\n${codes.join('\n')}\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = t('fileName')
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div ref={all} className="flex scroll-my-20 flex-col gap-4" data-shown-once>
      <Note tone="green">{children}</Note>
      <div className="flex flex-col gap-3" data-print="alone">
        <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">
          {t('codesTitle')}
        </h2>
        <p>{t('codesIntro')}</p>
        <p className="hidden print:block">{title}</p>
        <ol className="flex flex-col gap-1 rounded-md border border-line bg-sunken p-3 font-mono text-sm">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={codes.join('\n')} label={t('copyCodes')} />
        <Button onClick={download}>
          <Download size={14} aria-hidden />
          {t('download')}
        </Button>
        <Button onClick={() => window.print()}>
          <Printer size={14} aria-hidden />
          {t('print')}
        </Button>
      </div>
      <Button variant="primary" onClick={onKept} className="self-start">
        {t('kept')}
      </Button>
    </div>
  )
}
