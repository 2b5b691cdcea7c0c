import type { Tone } from '@/app/_ui/tone'
import type { UsageFigures } from '@/lib/usage/usage-view'

export type UsageStatus =
  | 'OK'
  | 'KO'
  | 'STARTED'
  | 'NEW'
  | 'CANCELED'
  | 'FAILED'
  | 'DISCONTINUED'
  | 'UNCONFIRMED'

/** The parts that a total is made of, from the bottom of a bar to its top. The pattern says what the colour says. */
export const USAGE_STATUSES = [
  { status: 'OK', figure: 'ok', tone: 'green', rare: false },
  { status: 'KO', figure: 'ko', tone: 'orange', rare: false },
  { status: 'STARTED', figure: 'started', tone: 'violet', rare: false },
  { status: 'NEW', figure: 'fresh', tone: 'blue', rare: false },
  { status: 'CANCELED', figure: 'canceled', tone: 'grey', rare: false },
  { status: 'FAILED', figure: 'failed', tone: 'red', rare: true },
  { status: 'DISCONTINUED', figure: 'discontinued', tone: 'slate', rare: true },
  { status: 'UNCONFIRMED', figure: 'unconfirmed', tone: 'amber', rare: true },
] as const satisfies readonly {
  status: UsageStatus
  figure: keyof UsageFigures
  tone: Tone
  /** Said only where there are some. */
  rare: boolean
}[]

export type StatusFigure = (typeof USAGE_STATUSES)[number]['figure']

/** The paint of a status, of the patterns that StatusPatterns puts into the page. */
export const statusPaint = (status: UsageStatus) => `url(#usage-${status})`
