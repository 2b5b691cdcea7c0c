import type { UsageFigures } from '@/lib/usage/usage-view'
import { type StatusFigure, USAGE_STATUSES } from '../_chart/usage-statuses'

/** The columns of figures, in order. The statuses add up to `total`. */
export const USAGE_COLUMNS = [
  'total',
  'share',
  'ok',
  'ko',
  'successRate',
  'started',
  'fresh',
  'canceled',
  'failed',
  'discontinued',
  'unconfirmed',
  'neverStarted',
  'idclaims',
  'retries',
  'medianMs',
  'p90Ms',
] as const

export type UsageColumn = (typeof USAGE_COLUMNS)[number]

const RARE = new Set<string>(USAGE_STATUSES.flatMap(({ figure, rare }) => (rare ? [figure] : [])))

/** The columns for these totals: of what hardly ever happens, only what did. */
export const columnsFor = (totals: UsageFigures): UsageColumn[] =>
  USAGE_COLUMNS.filter((column) => !RARE.has(column) || totals[column as StatusFigure] > 0)
