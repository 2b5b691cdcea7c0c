import { useFormatter, useTranslations } from 'next-intl'
import type { ChartMonth } from './chart-month'
import { StatusSwatch } from './status-swatch'
import { USAGE_STATUSES } from './usage-statuses'

/** A month's figures, from the top of its bar to the bottom, and their sum. */
export function ChartTooltip({ month }: { month: ChartMonth }) {
  const t = useTranslations('usage.chart')
  const status = useTranslations('status')
  const format = useFormatter()
  return (
    <div className="rounded-md border border-line-strong bg-surface px-3 py-2 text-sm text-ink shadow-lg">
      <p className="mb-1 font-semibold">{month.name}</p>
      <table>
        <tbody>
          {[...USAGE_STATUSES].reverse().map((one) => {
            const { n } = month.parts[one.status]
            return n === 0 ? null : (
              <tr key={one.status}>
                <td className="pr-6">
                  <span className="flex items-center gap-2">
                    <StatusSwatch status={one.status} />
                    {status(one.status)}
                  </span>
                </td>
                <td className="numbers text-right">{format.number(n)}</td>
              </tr>
            )
          })}
          <tr className="font-semibold">
            <td className="pr-6">{t('total')}</td>
            <td className="numbers text-right">{format.number(month.total)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
