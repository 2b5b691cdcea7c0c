'use client'

import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Ref } from 'react'
import { IconButton } from '@/app/_ui/icon-button'
import type { usePdfSearch } from './use-pdf-search'

/** Finds words in all pages; Enter goes to the next match, Shift Enter to the one before. */
export function PdfSearchField({
  search,
  field,
}: {
  search: ReturnType<typeof usePdfSearch>
  field: Ref<HTMLInputElement>
}) {
  const t = useTranslations('evidence.pdf')
  const idle = search.count === 0
  return (
    <div className="flex items-center gap-1">
      <input
        ref={field}
        type="search"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={search.wanted}
        onChange={(event) => void search.search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          search.go(event.shiftKey ? -1 : 1)
        }}
        className="h-7 w-40 rounded-md max-md:w-24 border border-line-control bg-surface px-2 text-sm"
      />
      <IconButton label={t('previousMatch')} disabled={idle} onClick={() => search.go(-1)}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('nextMatch')} disabled={idle} onClick={() => search.go(1)}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
      <span role="status" className="numbers text-sm whitespace-nowrap text-ink-soft">
        {search.wanted.trim() !== '' && t('match', { count: search.count, at: search.at + 1 })}
      </span>
    </div>
  )
}
