import { getFormatter, getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { LinkButton } from '@/app/_ui/link-button'
import { may } from '@/lib/staff/permissions'
import { mayExportPersonal } from '@/lib/usage/exports/may-export-personal'
import type { UsageQuery } from '@/lib/usage/usage-query'
import { askedRange } from '../_period/asked-range'
import { rangeWords } from '../_period/range-words'
import { usageParams } from '../_period/usage-address'
import type { UsageChoices } from '../_period/usage-choices'
import { ExportButton } from './export-button'

/** "Export…", of exactly what the page shows, and the way to the files that left before. */
export async function UsageExport({
  ctx,
  query,
  today,
  choices,
}: {
  ctx: StaffContext
  query: UsageQuery
  today: string
  choices: UsageChoices
}) {
  const t = await getTranslations('usage.export')
  const { roles } = ctx.actor
  if (!may(roles, 'usage.export')) return null
  return (
    <>
      <LinkButton href="/usage/exports">{t('past')}</LinkButton>
      <ExportButton
        query={query}
        scope={await scopeWords(query, today, choices)}
        personal={mayExportPersonal(roles)}
      />
    </>
  )
}

/** "October 2026 · group Agence de Lyon · process Deux routes". */
async function scopeWords(query: UsageQuery, today: string, choices: UsageChoices): Promise<string> {
  const t = await getTranslations('usage.export.scope')
  const period = await getTranslations('usage.period')
  const format = await getFormatter()
  const range = askedRange(query, today)
  const { group, process } = usageParams(query)
  const named = (options: UsageChoices['groups'], value: string) =>
    options.find((option) => option.value === value)?.label ?? value
  return [
    range ? rangeWords(format, period, range) : t('unreadable'),
    group ? t('group', { group: named(choices.groups, group) }) : t('allGroups'),
    process ? t('process', { process: named(choices.processes, process) }) : t('allProcesses'),
  ].join(' · ')
}
