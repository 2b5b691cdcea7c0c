import { FilePlus2, SearchX } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/app/_ui/empty-state'
import { ErrorNote } from '@/app/_ui/error-note'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import type { EnrollmentPage } from '@/lib/enrollments/list-enrollments'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { EnrollmentTable } from './enrollment-table'
import type { FilterChoices } from './filter-bar'
import { filterWords } from './filter-chips'
import { ListTable } from './list-table'
import { isFiltered, type ListView, withoutFilters } from './list-view'
import { PageLinks } from './page-links'
import { RetryButton } from './retry-button'
import type { Settled } from './settled'

/** The rows of the page, or why there are none. */
export async function EnrollmentRows({
  view,
  choices,
  page: reading,
}: {
  view: ListView
  choices: FilterChoices
  page: Promise<Settled<EnrollmentPage>>
}) {
  const page = await reading
  if ('error' in page) return <Failed message={page.error.message} />
  const { rows, nextCursor, previousCursor } = page.data
  if (rows.length === 0) return <Empty view={view} choices={choices} />
  return (
    <>
      <Messages namespaces={['enrollments']}>
        <ListTable>
          <EnrollmentTable view={view} rows={rows} />
        </ListTable>
      </Messages>
      <PageLinks view={view} nextCursor={nextCursor} previousCursor={previousCursor} />
    </>
  )
}

async function Failed({ message }: { message: { key: string; values?: Record<string, string | number> } }) {
  const t = await getTranslations('enrollments')
  const errors = await getTranslations('errors')
  return (
    <div className="p-4">
      <Messages>
        <ErrorNote title={t('failed')} action={<RetryButton />}>
          {dynamicMessage(errors, message.key, message.values) ?? errors('brokenAction')}
        </ErrorNote>
      </Messages>
    </div>
  )
}

/** Why it is empty, and the way out. */
async function Empty({ view, choices }: { view: ListView; choices: FilterChoices }) {
  const t = await getTranslations('enrollments.empty')
  const status = await getTranslations('status')
  if (!isFiltered(view)) {
    return (
      <EmptyState
        icon={<FilePlus2 size={28} aria-hidden />}
        title={t('noneYet')}
        action={
          view.canCreate && (
            <LinkButton href="/enrollments/new" variant="primary">
              {t('createFirst')}
            </LinkButton>
          )
        }
      >
        {t(view.canCreate ? 'noneYetCreate' : 'noneYetWait')}
      </EmptyState>
    )
  }
  const [only, ...others] = view.query.status
  const { period, from, to, q } = view.params
  const words = await filterWords(view, choices)
  return (
    <EmptyState
      icon={<SearchX size={28} aria-hidden />}
      title={t('filtered', {
        status: only && others.length === 0 ? status(only) : 'none',
        oneStatus: only && others.length === 0 ? 'yes' : 'no',
        when: period ? (period === 'today' ? 'today' : 'period') : from || to ? 'period' : 'ever',
      })}
      action={
        <LinkButton href={withoutFilters(view)} scroll={false}>
          {t('clear')}
        </LinkButton>
      }
    >
      <p>{words.map((chip) => chip.words).join(' · ')}</p>
      {q && <p className="mt-1 text-sm">{t(view.personal ? 'searchReads' : 'searchReadsWithoutNames')}</p>}
    </EmptyState>
  )
}
