import { X } from 'lucide-react'
import Link from 'next/link'
import { getFormatter, getTranslations } from 'next-intl/server'
import { LinkButton } from '@/app/_ui/link-button'
import type { SelectOption } from '@/app/_ui/select-field'
import { EXISTING_STATUSES } from '@/lib/enrollments/list-query'
import type { FilterChoices } from './filter-bar'
import type { ListParams } from './list-params'
import { changed, type ListView, withoutFilters } from './list-view'

type Chip = { words: string; removed: Partial<ListParams> }

/** The filters as sentences, each with its way out. */
export async function FilterChips({ view, choices }: { view: ListView; choices: FilterChoices }) {
  const t = await getTranslations('enrollments.chips')
  const chips = await filterWords(view, choices)
  if (chips.length === 0) return null
  return (
    <ul aria-label={t('label')} className="flex flex-wrap items-center gap-2">
      {chips.map(({ words, removed }) => (
        <li key={words}>
          <Link
            href={changed(view, removed)}
            scroll={false}
            aria-label={t('remove', { filter: words })}
            className="inline-flex h-7 max-w-80 items-center gap-1 rounded-md border border-line-strong bg-surface pr-1.5 pl-2 text-sm hover:bg-hover"
          >
            <span className="truncate">{words}</span>
            <X size={14} aria-hidden className="shrink-0 text-ink-faint" />
          </Link>
        </li>
      ))}
      <li>
        <LinkButton href={withoutFilters(view)} scroll={false} variant="ghost" size="sm">
          {t('clear')}
        </LinkButton>
      </li>
    </ul>
  )
}

/** Each filter in words ("Status: KO"), and what its removal changes in the address. */
export async function filterWords(view: ListView, choices: FilterChoices): Promise<Chip[]> {
  const t = await getTranslations('enrollments.chips')
  const status = await getTranslations('status')
  const { process, group, period, confirmation, by, started, idclaim, retry, q } = view.params
  const named = (options: readonly SelectOption[], value: string) =>
    options.find((option) => option.value === value)?.label ?? t('unknown')
  const chips: Chip[] = []
  const add = (words: string, removed: Partial<ListParams>) => chips.push({ words, removed })
  if (view.query.status.length > 0) {
    const all = EXISTING_STATUSES.every((name) => view.query.status.includes(name))
    const named = view.query.status.map((name) => status(name)).join(', ')
    add(t('status', { value: all ? t('existing') : named }), { status: null })
  }
  if (process) add(t('process', { value: named(choices.processes, process) }), { process: null })
  if (group) add(t('group', { value: named(choices.groups, group) }), { group: null })
  if (period) add(t('created', { value: named(choices.periods, period) }), { period: null })
  const dates = await datesInWords(view)
  if (dates) add(t('created', { value: dates }), { from: null, to: null })
  if (confirmation) {
    add(t('confirmation', { value: named(choices.confirmations, confirmation) }), { confirmation: null })
  }
  if (by) add(t('by', { value: named(choices.creators, by) }), { by: null })
  if (started) add(t(started === 'yes' ? 'started' : 'neverStarted'), { started: null })
  if (idclaim) add(t('idclaim'), { idclaim: null })
  if (retry) add(t('retry'), { retry: null })
  if (q) add(t('search', { value: q }), { q: null })
  return chips
}

/** Dates are days of the desk's zone: written as they are, whatever the hour it is elsewhere. */
async function datesInWords({ params: { from, to } }: ListView): Promise<string | null> {
  const t = await getTranslations('enrollments.chips')
  const format = await getFormatter()
  const day = (date: string) =>
    format.dateTime(new Date(`${date}T00:00:00Z`), {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    })
  if (from && to) return from === to ? day(from) : t('between', { from: day(from), to: day(to) })
  if (from) return t('since', { from: day(from) })
  if (to) return t('until', { to: day(to) })
  return null
}
