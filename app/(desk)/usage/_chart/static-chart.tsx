import { useFormatter, useTranslations } from 'next-intl'
import { AXIS_WIDTH, axisTicks, barGap, CHART_HEIGHT, PLOT_HEIGHT, TOP_SPACE } from './chart-geometry'
import { type ChartData, type ChartMonth, highest } from './chart-month'
import { ALLOWANCE_LINE, FORECAST_BOX } from './chart-strokes'
import { MonthTick } from './month-tick'
import { PartLink } from './part-link'
import { statusPaint, USAGE_STATUSES } from './usage-statuses'

/** The bars as the server draws them: no library, seen with the first byte, and on paper. */
export function StaticChart({ data }: { data: ChartData }) {
  const { months, allowance } = data
  const format = useFormatter()
  const ticks = axisTicks(highest(data))
  const top = ticks.at(-1) ?? 1
  const yOf = (value: number) => TOP_SPACE + PLOT_HEIGHT * (1 - value / top)
  const place = 100 / months.length
  return (
    <div style={{ paddingLeft: AXIS_WIDTH, height: CHART_HEIGHT }}>
      <svg aria-hidden="true" width="100%" height={CHART_HEIGHT} className="overflow-visible">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1="0" x2="100%" y1={yOf(tick)} y2={yOf(tick)} stroke="var(--line)" />
            <text
              x="-8"
              y={yOf(tick)}
              dy="0.355em"
              textAnchor="end"
              className="numbers fill-ink-faint text-xs"
            >
              {format.number(tick, { notation: 'compact' })}
            </text>
          </g>
        ))}
        {months.map((month, index) => (
          <g key={month.month}>
            <Bar
              month={month}
              x={place * (index + barGap(months.length) / 2)}
              width={place * (1 - barGap(months.length))}
              yOf={yOf}
            />
            <MonthTick
              month={month}
              index={index}
              months={months.length}
              x={`${place * (index + 0.5)}%`}
              y={TOP_SPACE + PLOT_HEIGHT}
            />
          </g>
        ))}
        {allowance !== null && (
          <line x1="0" x2="100%" y1={yOf(allowance)} y2={yOf(allowance)} {...ALLOWANCE_LINE} />
        )}
      </svg>
    </div>
  )
}

/** `x` and `width` in percent of the plot. */
function Bar({
  month,
  x,
  width,
  yOf,
}: {
  month: ChartMonth
  x: number
  width: number
  yOf: (value: number) => number
}) {
  const t = useTranslations('usage.chart')
  const words = useTranslations('status')
  const parts = USAGE_STATUSES.map(({ status }, index) => {
    const { n, href } = month.parts[status]
    if (n === 0) return null
    const below = USAGE_STATUSES.slice(0, index).reduce((sum, one) => sum + month.parts[one.status].n, 0)
    return (
      <PartLink key={status} href={href}>
        <rect
          x={`${x}%`}
          width={`${width}%`}
          y={yOf(below + n)}
          height={yOf(below) - yOf(below + n)}
          fill={statusPaint(status)}
        >
          <title>{t('part', { status: words(status), month: month.name, count: n })}</title>
        </rect>
      </PartLink>
    )
  })
  const { total, foreseen } = month
  return (
    <>
      {parts}
      {foreseen > 0 && (
        <rect
          x={`${x}%`}
          width={`${width}%`}
          y={yOf(total + foreseen)}
          height={yOf(total) - yOf(total + foreseen)}
          {...FORECAST_BOX}
        />
      )}
    </>
  )
}
