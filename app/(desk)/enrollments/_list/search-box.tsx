'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { classNames } from '@/app/_ui/class-names'
import { CONTROL_CLASSES } from '@/app/_ui/field'

const TYPING_PAUSE = 300

/** Searches once typing pauses, at once with Enter. `search`: what the address searches for. */
export function SearchBox({
  search,
  onSearch,
  pending,
  personal,
}: {
  search: string
  onSearch: (search: string) => void
  pending: boolean
  /** This person searches by name too. */
  personal: boolean
}) {
  const t = useTranslations('enrollments.filter')
  const hintId = useId()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [typed, setTyped] = useState({ text: search, seen: search, sent: search })
  // The address changed. By this box: what was typed since stays. By other means (a chip, the back button): it is right.
  if (search !== typed.seen) {
    setTyped({ ...typed, seen: search, text: search === typed.sent ? typed.text : search })
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  function send(text: string) {
    clearTimeout(timer.current)
    setTyped((now) => ({ ...now, sent: text }))
    if (text !== search) onSearch(text)
  }

  function type(text: string) {
    setTyped((now) => ({ ...now, text }))
    clearTimeout(timer.current)
    timer.current = setTimeout(send, TYPING_PAUSE, text)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send(typed.text)
      }}
      className="relative min-w-0 flex-1 basis-56 md:max-w-72"
    >
      <Search
        size={16}
        aria-hidden
        className={classNames(
          'pointer-events-none absolute top-2.5 left-2.5 text-ink-faint',
          pending && 'animate-pulse text-accent-ink',
        )}
      />
      <input
        type="search"
        value={typed.text}
        onChange={(event) => type(event.target.value)}
        maxLength={200}
        autoComplete="off"
        aria-label={t('search')}
        aria-describedby={hintId}
        title={t('searchHint')}
        placeholder={t(personal ? 'searchPlaceholder' : 'searchPlaceholderWithoutNames')}
        className={classNames(CONTROL_CLASSES, 'pl-8')}
      />
      <span id={hintId} className="sr-only">
        {t('searchHint')}
      </span>
    </form>
  )
}
