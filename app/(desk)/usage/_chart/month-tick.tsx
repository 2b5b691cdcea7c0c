import { classNames } from '@/app/_ui/class-names'
import type { ChartMonth } from './chart-month'

/** What stands below a bar. On a narrow screen every other one gives way. */
export function MonthTick({
  month,
  index,
  months,
  x,
  y,
}: {
  month: ChartMonth
  index: number
  months: number
  x: number | string
  y: number
}) {
  return (
    <text
      x={x}
      y={y}
      textAnchor="middle"
      className={classNames('fill-ink-faint text-xs', months > 6 && index % 2 === 1 && 'max-md:hidden')}
    >
      <tspan x={x} dy="14">
        {month.label}
      </tspan>
      {month.year && (
        <tspan x={x} dy="14">
          {month.year}
        </tspan>
      )}
    </text>
  )
}
