'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { StatusBadge } from '@/app/_ui/status-badge'
import { useModal } from '@/app/_ui/use-modal'
import { followLink } from './follow-link'
import { type FoundEnrollment, searchEnrollmentsAction } from './search-enrollments-action'

export type PaletteEntry = { href: string; label: string; kind: 'page' | 'action' }

const TYPING_PAUSE = 150
const ITEM =
  'flex h-9 cursor-pointer items-center gap-3 rounded-md px-3 data-[selected=true]:bg-accent-fill data-[selected=true]:text-accent-ink'
const GROUP =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint'

type Search = { text: string; found: FoundEnrollment[]; state: 'idle' | 'searching' | 'done' | 'failed' }

/** Ctrl or ⌘ K: pages, actions, and enrollments by name, reference or id. */
export function CommandPalette({
  entries,
  onClose,
  onShowKeys,
}: {
  entries: PaletteEntry[]
  onClose: () => void
  onShowKeys: () => void
}) {
  const t = useTranslations('frame.palette')
  const router = useRouter()
  const modal = useModal(true, onClose)
  const { search, type } = useEnrollmentSearch()
  const text = search.text.trim()
  const matching = (label: string) => label.toLowerCase().includes(text.toLowerCase())
  const go = (href: string) => {
    onClose()
    followLink(href, router.push)
  }
  const listed = (kind: PaletteEntry['kind']) =>
    entries
      .filter((entry) => entry.kind === kind && matching(entry.label))
      .map(({ href, label }) => (
        <Command.Item key={href} value={href} className={ITEM} onSelect={() => go(href)}>
          {label}
        </Command.Item>
      ))
  const pages = listed('page')
  const actions = listed('action')
  const nothing = search.state === 'done' && search.found.length === 0 && pages.length + actions.length === 0
  return (
    <dialog
      {...modal}
      aria-label={t('title')}
      className="mx-auto mt-[12vh] mb-auto w-[min(40rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 text-ink shadow-xl open:animate-fade"
    >
      <Command label={t('title')} shouldFilter={false} loop>
        <Command.Input
          data-autofocus
          value={search.text}
          onValueChange={type}
          maxLength={200}
          placeholder={t('placeholder')}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
        />
        <Command.List label={t('title')} className="max-h-[50vh] overflow-y-auto p-2">
          {search.found.length > 0 && (
            <Group heading={t('enrollments')}>
              {search.found.map(({ id, status, name, reference }) => (
                <Command.Item key={id} value={id} className={ITEM} onSelect={() => go(`/enrollments/${id}`)}>
                  <StatusBadge status={status} />
                  <span className="truncate">{name ?? t('nameless')}</span>
                  <span className="ml-auto truncate text-sm text-ink-faint">{reference}</span>
                </Command.Item>
              ))}
            </Group>
          )}
          {pages.length > 0 && <Group heading={t('pages')}>{pages}</Group>}
          {(actions.length > 0 || matching(t('showKeys'))) && (
            <Group heading={t('actions')}>
              {actions}
              {matching(t('showKeys')) && (
                <Command.Item value="keys" className={ITEM} onSelect={onShowKeys}>
                  {t('showKeys')}
                </Command.Item>
              )}
            </Group>
          )}
          {text !== '' && (
            <Command.Item
              value="search-all"
              className={ITEM}
              onSelect={() => go(`/enrollments?q=${encodeURIComponent(text)}`)}
            >
              {t('searchAll', { search: text })}
            </Command.Item>
          )}
        </Command.List>
      </Command>
      <p role="status" className="px-4 pb-3 text-sm text-ink-faint empty:hidden">
        {search.state === 'searching' && t('searching')}
        {search.state === 'failed' && t('searchFailed')}
        {nothing && t('empty')}
      </p>
    </dialog>
  )
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={heading} className={GROUP}>
      {children}
    </Command.Group>
  )
}

/** Asks once typing pauses; an answer to an older text is dropped. */
function useEnrollmentSearch() {
  const [search, setSearch] = useState<Search>({ text: '', found: [], state: 'idle' })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef('')
  async function ask(text: string) {
    const answer = await searchEnrollmentsAction({ search: text }).catch(() => null)
    if (latest.current !== text) return
    setSearch({ text, found: answer?.data ?? [], state: answer?.data ? 'done' : 'failed' })
  }
  function type(text: string) {
    clearTimeout(timer.current)
    latest.current = text
    if (text.trim().length < 2) {
      setSearch({ text, found: [], state: 'idle' })
      return
    }
    setSearch((now) => ({ text, found: now.found, state: 'searching' }))
    timer.current = setTimeout(ask, TYPING_PAUSE, text)
  }
  return { search, type }
}
