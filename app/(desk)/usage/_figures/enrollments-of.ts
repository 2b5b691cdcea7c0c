import { type CountedFigure, usageListParams } from '@/lib/usage/usage-list-params'
import type { DayRange } from '@/lib/usage/usage-view'

export type { CountedFigure }

/** Of which enrollments a figure speaks. '' is "no group"; null: all of them. */
export type FigureScope = { range: DayRange; groupId: string | null; processId: string | null }

/** The address of the list of exactly the enrollments that a figure counts. */
export const enrollmentsOf = (scope: FigureScope, figure: CountedFigure): string =>
  `/enrollments?${usageListParams(figure, scope).toString().replaceAll('%2C', ',')}`
