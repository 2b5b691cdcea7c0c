/** Pixels. Both drawings of the chart use them, so that one replaces the other without a jump. */
export const CHART_HEIGHT = 280
export const AXIS_WIDTH = 56
export const AXIS_HEIGHT = 40
export const TOP_SPACE = 8
export const PLOT_HEIGHT = CHART_HEIGHT - AXIS_HEIGHT - TOP_SPACE

const MOST_TICKS = 5

/** Where the lines of the value axis stand, from 0 to the first round number that `most` fits under. */
export function axisTicks(most: number): number[] {
  const rough = Math.max(most, 1) / (MOST_TICKS - 1)
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const round = [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= rough)
  // Enrollments are whole.
  const step = Math.max(1, Math.round(round ?? 10 * magnitude))
  const count = Math.ceil(Math.max(most, 1) / step)
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}

/** The part of each month's place that its bar leaves free, 0 to 1: few months make no walls. */
export function barGap(months: number): number {
  if (months > 6) return 0.3
  return [0.3, 0.88, 0.8, 0.7, 0.6, 0.55, 0.5][months] ?? 0.3
}

/** How many months from one written month to the next: at most about twelve are written. */
export const labelStep = (months: number) => Math.max(1, Math.ceil(months / 12))
