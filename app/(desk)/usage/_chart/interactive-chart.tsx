'use client'

import { useFormatter } from 'next-intl'
import {
  Bar,
  BarChart,
  type BarShapeProps,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { AXIS_HEIGHT, AXIS_WIDTH, axisTicks, barGap, CHART_HEIGHT, TOP_SPACE } from './chart-geometry'
import { type ChartData, type ChartMonth, highest } from './chart-month'
import { ALLOWANCE_LINE, FORECAST_BOX } from './chart-strokes'
import { ChartTooltip } from './chart-tooltip'
import { MonthTick } from './month-tick'
import { PartLink } from './part-link'
import { statusPaint, USAGE_STATUSES, type UsageStatus } from './usage-statuses'

/**
 * The same bars at the same places, with what the mouse is on told beside it. `width` in pixels: what the place
 * measures now. The keyboard has the table below.
 */
export function InteractiveChart({ data, width }: { data: ChartData; width: number }) {
  const { months, allowance } = data
  const format = useFormatter()
  const ticks = axisTicks(highest(data))
  const top = ticks.at(-1) ?? 1
  return (
    <ResponsiveContainer
      width="100%"
      height={CHART_HEIGHT}
      initialDimension={{ width, height: CHART_HEIGHT }}
    >
      <BarChart
        data={months}
        accessibilityLayer={false}
        margin={{ top: TOP_SPACE, right: 0, bottom: 0, left: 0 }}
        barCategoryGap={`${(barGap(months.length) / 2) * 100}%`}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="month"
          height={AXIS_HEIGHT}
          interval={0}
          axisLine={false}
          tickLine={false}
          tick={({ x, y, index }: { x: number | string; y: number | string; index: number }) => {
            const month = months[index]
            return month ? (
              <MonthTick month={month} index={index} months={months.length} x={x} y={Number(y) - 8} />
            ) : (
              <g />
            )
          }}
        />
        <YAxis
          width={AXIS_WIDTH}
          ticks={ticks}
          domain={[0, top]}
          interval={0}
          axisLine={false}
          tickLine={false}
          tickFormatter={(value: number) => format.number(value, { notation: 'compact' })}
          tick={{ fill: 'var(--ink-faint)', fontSize: 12 }}
        />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          content={({ active, label }) => {
            const month = months.find((one) => one.month === label)
            return active && month ? <ChartTooltip month={month} /> : null
          }}
        />
        {USAGE_STATUSES.map(({ status }) => (
          <Bar
            key={status}
            dataKey={(month: ChartMonth) => month.parts[status].n}
            name={status}
            stackId="all"
            isAnimationActive={false}
            shape={(part: BarShapeProps) => <Part part={part} status={status} months={months} />}
          />
        ))}
        <Bar
          dataKey="foreseen"
          stackId="all"
          isAnimationActive={false}
          shape={({ x, y, width, height, value }: BarShapeProps) =>
            Number(value) === 0 ? <g /> : <rect x={x} y={y} width={width} height={height} {...FORECAST_BOX} />
          }
        />
        {allowance !== null && <ReferenceLine y={allowance} {...ALLOWANCE_LINE} />}
      </BarChart>
    </ResponsiveContainer>
  )
}

function Part({
  part: { x, y, width, height, index },
  status,
  months,
}: {
  part: BarShapeProps
  status: UsageStatus
  months: ChartMonth[]
}) {
  return (
    <PartLink href={months[index]?.parts[status].href ?? null}>
      <rect x={x} y={y} width={width} height={height} fill={statusPaint(status)} />
    </PartLink>
  )
}
