import type { DayRange, UsageFigures } from './usage-view'

/** The figures that count enrollments: behind each stands a list of exactly those. */
export type CountedFigure = Exclude<keyof UsageFigures, 'successRate' | 'medianMs' | 'p90Ms'>

/** What the list is asked for, besides period, group and process. NOT_CREATED enrollments are in no figure. */
const FILTERS = {
  total: { status: 'UNCONFIRMED,NEW,STARTED,OK,KO,CANCELED,FAILED,DISCONTINUED' },
  unconfirmed: { status: 'UNCONFIRMED' },
  fresh: { status: 'NEW' },
  started: { status: 'STARTED' },
  ok: { status: 'OK' },
  ko: { status: 'KO' },
  canceled: { status: 'CANCELED' },
  failed: { status: 'FAILED' },
  discontinued: { status: 'DISCONTINUED' },
  everStarted: { started: 'yes' },
  neverStarted: { started: 'no' },
  verdicts: { status: 'OK,KO' },
  idclaims: { idclaim: 'yes' },
  retries: { retry: 'yes' },
} as const satisfies Record<CountedFigure, Record<string, string>>

/**
 * The search parameters of `/enrollments` that list exactly the enrollments a figure counts; the list then says the same
 * number. `groupId` '' is "no group"; null or left out: all that this person may see.
 */
export function usageListParams(
  figure: CountedFigure,
  place: { range: DayRange; groupId?: string | null; processId?: string | null },
): URLSearchParams {
  const { range, groupId = null, processId = null } = place
  return new URLSearchParams({
    ...FILTERS[figure],
    ...(processId !== null && { process: processId }),
    ...(groupId !== null && { group: groupId === '' ? 'none' : groupId }),
    from: range.from,
    to: range.to,
  })
}
