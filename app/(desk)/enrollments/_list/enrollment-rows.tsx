import { FilePlus2, SearchX } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/app/_ui/empty-state'
import { ErrorNote } from '@/app/_ui/error-note'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import type { EnrollmentPage } from '@/lib/enrollments/list-enrollments'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { ColumnHeader, sortOf } from './column-header'
import { EnrollmentTable, type TableColumn } from './enrollment-table'
import type { FilterChoices } from './filter-bar'
import { filterWords } from './filter-chips'
import { COLUMNS, type ColumnId } from './list-columns'
import { isFiltered, type ListView, withoutFilters } from './list-view'
import { PageLinks } from './page-links'
import { RetryButton } from './retry-button'
import { rowCells, rowName } from './row-cells'
import type { Settled } from './settled'

/** How a cell stands in the card that a row becomes on a phone. */
const NARROW: Partial<Record<ColumnId, string>> = {
  person: 'max-md:order-2 max-md:basis-full max-md:font-medium max-md:text-base',
  reference: 'max-md:order-3 max-md:basis-3/5 max-md:grow',
  process: 'max-md:order-5 max-md:text-ink-soft',
  group: 'max-md:order-5 max-md:text-ink-soft',
  progress: 'max-md:order-4 max-md:ml-auto',
  created: 'max-md:hidden',
  news: 'max-md:order-1 max-md:ml-auto max-md:text-ink-faint',
  email: 'max-md:order-6',
  id360: 'max-md:order-6',
  creator: 'max-md:order-6 max-md:text-ink-soft',
}

/** Columns whose text is cut rather than wrapped: rows stay 40 px high. */
const CUT = new Set<ColumnId>(['person', 'email', 'reference', 'id360', 'group', 'process', 'creator'])

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
  const { sort, direction } = view.query
  const columns = COLUMNS.filter((column) => view.available.includes(column)).map(
    (column): TableColumn => ({
      id: column,
      visible: view.columns.includes(column),
      header: <ColumnHeader column={column} view={view} />,
      sorted:
        sortOf(column) === null
          ? undefined
          : sortOf(column) !== sort
            ? 'none'
            : direction === 'desc'
              ? 'descending'
              : 'ascending',
      numeric: column === 'news',
      cut: CUT.has(column),
      narrow: NARROW[column],
    }),
  )
  const data = await Promise.all(
    rows.map(async (row) => {
      const cells = await rowCells(row)
      return {
        id: row.id,
        name: rowName(row) ?? row.id,
        reference: row.clientReference,
        id360Id: row.id360Id,
        cells: Object.fromEntries(view.columns.map((column) => [column, cells[column]])),
      }
    }),
  )
  return (
    <>
      <Messages namespaces={['enrollments']}>
        <EnrollmentTable columns={columns} rows={data} />
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
      <ErrorNote title={t('failed')} action={<RetryButton />}>
        {dynamicMessage(errors, message.key, message.values) ?? errors('brokenAction')}
      </ErrorNote>
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
