import type { ExportedFigures } from '@/db/schema/usage'

/** How many enrollments, and what became of them, by docs/usage.md. NOT_CREATED ones never existed and count nowhere. */
export type CountFigures = {
  total: number
  unconfirmed: number
  fresh: number
  started: number
  ok: number
  ko: number
  canceled: number
  failed: number
  discontinued: number
  /** The person began; `neverStarted` is the rest of `total`. */
  everStarted: number
  neverStarted: number
  /** `ok + ko`. */
  verdicts: number
  idclaims: number
  retries: number
  /** `ok / verdicts`, 0 to 1; null without verdicts. */
  successRate: number | null
}

export type UsageFigures = CountFigures & {
  /** From creation to verdict, in milliseconds, exact to 2.5 %; null without verdicts. */
  medianMs: number | null
  p90Ms: number | null
}

/** Days of the setting TIME_ZONE, both included, as ISO dates. */
export type DayRange = { from: string; to: string }

export type Named = { id: string; name: string }

/** A line of the table. */
export type UsageRow = {
  /** id '' is "no group"; its name is the screen's to say. */
  group: Named
  process: Named
  figures: UsageFigures
  /** Of the total of the view, 0 to 1; null when that is 0. */
  share: number | null
}

/** What a group may use a month, and where it will stand at the month's end if it goes on as it did so far. */
export type UsageBudget = {
  group: Named
  /** yyyy-mm: the current month. */
  month: string
  allowance: number
  used: number
  /** `used`, and for the rest of the month the pace so far; in its first three days that of the month before. */
  forecast: number
  /** 80: at least 80 % are used; 100: all of it. */
  reached: 80 | 100 | null
}

/** A month that counts otherwise now than in a file that left; once for each file that was the latest of some groups. */
export type ChangedMonth = {
  /** yyyy-mm. */
  month: string
  exportId: string
  exportedAt: number
  fileName: string
  /** By status, what it is now minus what it was then; statuses that stand as they stood are left out. */
  differences: ExportedFigures
}

/** Every month that a range touches, in order; its figures are those inside the range. */
export type UsageMonths = {
  range: DayRange
  months: { month: string; range: DayRange; figures: CountFigures }[]
}

export type UsageView = UsageMonths & {
  /** The same length just before (of a month, quarter or year the previous one, whole); the same days a year earlier. */
  before: DayRange
  yearBefore: DayRange
  totals: { now: UsageFigures; before: UsageFigures; yearBefore: UsageFigures }
  /** By group and process, in the order asked for. */
  rows: UsageRow[]
  /** By group, by name, "no group" last: the sums of its rows. */
  groups: { group: Named; figures: UsageFigures; share: number | null }[]
  budgets: UsageBudget[]
  changedMonths: ChangedMonth[]
  /** What this person may choose from. */
  choices: { groups: Named[]; processes: Named[] }
  /** This person sees only some of the groups. */
  limited: boolean
}
