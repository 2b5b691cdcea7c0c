'use client'

import { Search } from 'lucide-react'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { Kbd } from '@/app/_ui/kbd'
import { SEARCH_FIELD_ID } from './search-field-id'

/** Search from everywhere: it opens the list with what was typed (`?q=`). */
export function GlobalSearch() {
  const t = useTranslations('frame.search')
  return (
    <Form action="/enrollments" role="search" className="relative min-w-0 flex-1 md:max-w-sm">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-2.5 left-2.5 text-ink-faint"
      />
      <input
        id={SEARCH_FIELD_ID}
        name="q"
        type="search"
        maxLength={200}
        autoComplete="off"
        aria-label={t('label')}
        aria-keyshortcuts="/"
        placeholder={t('placeholder')}
        className="peer h-9 w-full rounded-md border border-line-control bg-surface pr-9 pl-8 text-base"
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-2 right-2 hidden peer-focus:opacity-0 md:block"
      >
        <Kbd>/</Kbd>
      </span>
    </Form>
  )
}
