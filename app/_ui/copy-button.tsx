'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { type ButtonLook, buttonClasses } from './button-classes'

const SHOWN_FOR = 2000

/** Copies `text` and says so, in the button and to screen readers. `iconOnly`: the words are heard, not seen. */
export function CopyButton({
  text,
  label,
  iconOnly = false,
  variant = iconOnly ? 'ghost' : 'secondary',
  size = iconOnly ? 'sm' : 'md',
  onCopied,
}: {
  /** The text, or how to get it when it must not stand in the page. */
  text: string | (() => string | Promise<string>)
  /** What is copied, e.g. "Copy the link"; "Copy" when not given. */
  label?: string
  iconOnly?: boolean
  onCopied?: () => void
} & ButtonLook) {
  const t = useTranslations('common')
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => setState('idle'), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [state])
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text())
      setState('copied')
      onCopied?.()
    } catch {
      setState('failed')
    }
  }
  const words = state === 'copied' ? t('copied') : (label ?? t('copy'))
  return (
    <>
      <button
        type="button"
        onClick={copy}
        title={iconOnly ? words : undefined}
        className={buttonClasses({ variant, size })}
      >
        {state === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        <span className={iconOnly ? 'sr-only' : undefined}>{words}</span>
      </button>
      <span role="status" className={state === 'failed' ? 'text-sm text-ink-soft' : 'sr-only'}>
        {state === 'copied' && t('copied')}
        {state === 'failed' && t('copyFailed')}
      </span>
    </>
  )
}
