import { useTranslations } from 'next-intl'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { FigureLink } from '../_figures/figure-link'
import type { ChartMonth } from './chart-month'
import { StatusSwatch } from './status-swatch'
import type { UsageStatus } from './usage-statuses'

/** The figures of the chart as rows: the same ones, with the same links. */
export function MonthTable({
  months,
  statuses,
}: {
  months: readonly ChartMonth[]
  statuses: readonly UsageStatus[]
}) {
  const t = useTranslations('usage.chart')
  const words = useTranslations('status')
  return (
    <Table aria-label={t('table')} className="mt-2">
      <thead>
        <tr>
          <TableHeadCell>{t('month')}</TableHeadCell>
          {statuses.map((status) => (
            <TableHeadCell key={status} numeric>
              <span className="inline-flex items-center gap-1.5">
                <StatusSwatch status={status} />
                {words(status)}
              </span>
            </TableHeadCell>
          ))}
          <TableHeadCell numeric>{t('total')}</TableHeadCell>
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <TableRow key={month.month}>
            <th
              scope="row"
              className="h-10 px-3 text-left font-medium whitespace-nowrap first:pl-4 first-letter:uppercase"
            >
              {month.name}
            </th>
            {statuses.map((status) => {
              const { n, href } = month.parts[status]
              return (
                <TableCell key={status} numeric>
                  <FigureLink n={n} href={href} />
                </TableCell>
              )
            })}
            <TableCell numeric className="font-medium">
              <FigureLink n={month.total} href={month.href} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}
