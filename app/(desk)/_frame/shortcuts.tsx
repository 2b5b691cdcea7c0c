'use client'

import { Command } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { buttonClasses } from '@/app/_ui/button-classes'
import type { PaletteEntry } from './command-palette'
import { SEARCH_FIELD_ID } from './search-field-id'

// Fetched when first opened: most visits never do.
const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette))
const KeyboardHelp = dynamic(() => import('./keyboard-help').then((module) => module.KeyboardHelp))

/** The keys that work everywhere (`/`, `?`, Ctrl or ⌘ K), and what they open. */
export function Shortcuts({ entries }: { entries: PaletteEntry[] }) {
  const t = useTranslations('frame.palette')
  const [shown, setShown] = useState<'palette' | 'help' | null>(null)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setShown((now) => (now === 'palette' ? null : 'palette'))
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog:modal')) return
      if (event.key === '/') {
        event.preventDefault()
        const field = document.getElementById(SEARCH_FIELD_ID)
        if (field instanceof HTMLInputElement) field.select()
        field?.focus()
      }
      if (event.key === '?') setShown('help')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setShown('palette')}
        aria-keyshortcuts="Control+K Meta+K"
        title={t('open')}
        className={buttonClasses({ variant: 'ghost', size: 'icon' })}
      >
        <Command size={16} aria-hidden />
        <span className="sr-only">{t('open')}</span>
      </button>
      {shown === 'palette' && (
        <CommandPalette
          entries={entries}
          onClose={() => setShown(null)}
          onShowKeys={() => setShown('help')}
        />
      )}
      {shown === 'help' && <KeyboardHelp onClose={() => setShown(null)} />}
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
