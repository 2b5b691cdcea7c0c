/** How the allowance and the forecast are drawn: in the chart, and in small in its legend. */
export const ALLOWANCE_LINE = { stroke: 'var(--ink)', strokeWidth: 1.5, strokeDasharray: '6 4' }
export const FORECAST_BOX = {
  fill: 'none',
  stroke: 'var(--ink-faint)',
  strokeWidth: 1,
  strokeDasharray: '3 3',
}
