'use client'

import { Check, Copy, ExternalLink, QrCode } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { LanguageChoice } from './language-choice'
import { useLink } from './use-link'
import { writeClipboard } from './write-clipboard'

// Fetched when first asked for.
const LinkQrDialog = dynamic(() => import('./link-qr-dialog').then((module) => module.LinkQrDialog))

type Shown = { as: 'copied' } | { as: 'qr'; url: string } | { as: 'text'; url: string; why: 'copy' | 'open' }

/** The link in part, and what can be done with it. `hidden`: what is shown before it was asked for. */
export function LinkControls({
  enrollmentId,
  language: firstLanguage,
  canOpen = true,
  hidden,
}: {
  enrollmentId: string
  language: 'fr' | 'en'
  canOpen?: boolean
  hidden: Record<'fr' | 'en', string>
}) {
  const t = useTranslations('newEnrollment.link')
  const [language, setLanguage] = useState(firstLanguage)
  const [shown, setShown] = useState<Shown | null>(null)
  const { ask, asking, masked, failure, forget } = useLink(enrollmentId, language)

  async function copy() {
    setShown(null)
    const asked = ask()
    const link = asked.then((url) => url ?? Promise.reject(new Error('no link')))
    try {
      await writeClipboard(link)
      setShown({ as: 'copied' })
    } catch {
      // The browser does not let pages copy: the agent does it by hand.
      const url = await asked
      if (url) setShown({ as: 'text', url, why: 'copy' })
    }
  }

  async function showQr() {
    const url = await ask()
    setShown(url ? { as: 'qr', url } : null)
  }

  async function open() {
    setShown(null)
    // Opened within the click, or the browser takes it for an advertisement; cut off from this page before it loads.
    const tab = window.open('', '_blank')
    if (tab) tab.opener = null
    const url = await ask()
    if (url && tab) tab.location.replace(url)
    else if (url) setShown({ as: 'text', url, why: 'open' })
    else tab?.close()
  }

  function changeLanguage(next: 'fr' | 'en') {
    setLanguage(next)
    setShown(null)
    forget()
  }

  const copied = shown?.as === 'copied'
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="mb-1 font-medium">{t('label')}</p>
        <code
          data-testid="link-in-part"
          className="block overflow-hidden rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm break-all text-ink-soft"
        >
          {masked ?? hidden[language]}
        </code>
        <p className="mt-1 text-sm text-ink-faint">{t('secret')}</p>
      </div>
      <LanguageChoice
        legend={t('language')}
        name={`language-${enrollmentId}`}
        value={language}
        onChange={changeLanguage}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          aria-disabled={asking}
          onClick={copy}
          icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        >
          {t(copied ? 'copied' : 'copy')}
        </Button>
        <Button aria-disabled={asking} onClick={showQr} icon={<QrCode size={16} aria-hidden />}>
          {t('qr')}
        </Button>
        {canOpen && (
          <Button aria-disabled={asking} onClick={open} icon={<ExternalLink size={16} aria-hidden />}>
            {t('open')}
          </Button>
        )}
      </div>
      <p role="status" className="sr-only">
        {copied && t('copied')}
      </p>
      {failure && <ActionErrorNote error={failure} />}
      {shown?.as === 'text' && (
        <TextField
          label={t(shown.why === 'copy' ? 'byHand' : 'openByHand')}
          value={shown.url}
          readOnly
          autoFocus
          onFocus={(event) => event.target.select()}
        />
      )}
      {shown?.as === 'qr' && <LinkQrDialog url={shown.url} onClose={() => setShown(null)} />}
    </div>
  )
}
