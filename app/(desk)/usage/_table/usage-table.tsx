import { useLocale, useTranslations } from 'next-intl'
import { classNames } from '@/app/_ui/class-names'
import { Table, TableRow } from '@/app/_ui/table'
import { isLocale } from '@/lib/i18n/locale'
import { sortUsageRows } from '@/lib/usage/sort-usage-rows'
import type { UsageQuery } from '@/lib/usage/usage-query'
import type { UsageFigures, UsageView } from '@/lib/usage/usage-view'
import type { FigureScope } from '../_figures/enrollments-of'
import { FigureCell } from './figure-cell'
import { SortHeader } from './sort-header'
import { columnsFor, type UsageColumn } from './usage-columns'

/** Stays in sight when the figures are scrolled sideways. */
const NAME = 'sticky left-0 z-[1] max-w-64 truncate bg-inherit px-3 text-left first:pl-4 max-md:max-w-40'

/** Each group with its sums, below it its processes, at the end the sum of all. */
export function UsageTable({
  view,
  query,
  scope,
}: {
  view: UsageView
  query: UsageQuery
  scope: FigureScope
}) {
  const t = useTranslations('usage.table')
  const common = useTranslations('common')
  const locale = useLocale()
  const language = isLocale(locale) ? locale : 'fr'
  const columns = columnsFor(view.totals.now)
  return (
    <Table aria-label={t('label')}>
      <thead>
        <tr className="bg-surface">
          <SortHeader
            column="group"
            query={query}
            label={t('group')}
            className="sticky left-0 z-[1] bg-inherit"
          />
          <SortHeader column="process" query={query} label={t('process')} className="max-md:hidden" />
          {columns.map((column) => (
            <SortHeader
              key={column}
              column={column}
              query={query}
              label={t(`column.${column}`)}
              hint={t(`hint.${column}`)}
            />
          ))}
        </tr>
      </thead>
      {groupsInOrder(view, query, language).map(({ group, figures, share }) => {
        const name = group.id === '' ? common('noGroup') : group.name
        const ofGroup = { ...scope, groupId: group.id }
        return (
          <tbody key={group.id} className="border-b border-line">
            <Line
              strong
              group={name}
              process={t('allProcesses')}
              columns={columns}
              figures={figures}
              share={share}
              scope={ofGroup}
            />
            {view.rows
              .filter((row) => row.group.id === group.id)
              .map((row) => (
                <Line
                  key={row.process.id}
                  group={name}
                  process={row.process.name}
                  columns={columns}
                  figures={row.figures}
                  share={row.share}
                  scope={{ ...ofGroup, processId: row.process.id }}
                />
              ))}
          </tbody>
        )
      })}
      <tfoot>
        <Line
          strong
          group={t('grandTotal')}
          process=""
          columns={columns}
          figures={view.totals.now}
          share={view.totals.now.total > 0 ? 1 : null}
          scope={scope}
        />
      </tfoot>
    </Table>
  )
}

/** Groups by their sums, in the same order as the processes within them. */
function groupsInOrder({ groups }: UsageView, query: UsageQuery, language: 'fr' | 'en') {
  return sortUsageRows(
    groups.map((group) => ({ ...group, process: { id: '', name: '' } })),
    query,
    language,
  )
}

function Line({
  strong = false,
  group,
  process,
  columns,
  figures,
  share,
  scope,
}: {
  /** A sum. */
  strong?: boolean
  group: string
  process: string
  columns: readonly UsageColumn[]
  figures: UsageFigures
  share: number | null
  scope: FigureScope
}) {
  return (
    <TableRow className={classNames('bg-surface', strong && 'font-semibold')} data-sum={strong || undefined}>
      <th scope="row" title={group} className={classNames(NAME, strong ? 'font-semibold' : 'font-normal')}>
        {/* Below its group's line a process need not say the group again, save to who cannot see the lines. */}
        <span className={strong ? undefined : 'sr-only'}>{group}</span>
        {/* On a narrow screen one column of names leaves room for figures. */}
        {!strong && <span className="pl-3 md:hidden">{process}</span>}
      </th>
      <td
        title={process}
        className={classNames('h-10 max-w-64 truncate px-3 max-md:hidden', strong && 'text-ink-soft')}
      >
        {process}
      </td>
      {columns.map((column) => (
        <FigureCell key={column} column={column} figures={figures} share={share} scope={scope} />
      ))}
    </TableRow>
  )
}
