import type { Context } from '@/lib/context'
import { dateIn } from '@/lib/enrollments/zoned-days'
import { authorize } from '@/lib/staff/authorize'
import { findChangedMonths } from './find-changed-months'
import { groupBudgets } from './group-budgets'
import { namesIn, sortUsageRows } from './sort-usage-rows'
import { type TalliedUsage, tallyUsage } from './tally-usage'
import { checkChoices, type UsageChoices, usageChoices } from './usage-choices'
import { dayNumber } from './usage-days'
import { type UsageQuery, type UsageQueryInput, usageQuery } from './usage-query'
import { monthsOf, usageRanges } from './usage-range'
import { addTally, figuresOf, newTally, type UsageTally } from './usage-tally'
import type { DayRange, Named, UsageRow, UsageView } from './usage-view'

/**
 * What was used in a period, by group and process, compared with the period before and the same a year earlier. It costs
 * as much whether the desk knows ten thousand enrollments or a million: it reads the rollup.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (usage.view); INVALID with `fieldErrors`: `from`, `to` (`notADay`,
 * `required`, `endsBeforeStart`, `longerThanTenYears`), `groupId` (`unknownGroup`, also of a group that is not this
 * person's), `processId` (`unknownProcess`).
 */
export async function readUsage(ctx: Context, query: UsageQueryInput): Promise<UsageView> {
  const actor = authorize(ctx, 'usage.view')
  const asked = usageQuery.parse(query)
  const today = dateIn(ctx.settings.TIME_ZONE, ctx.clock())
  const ranges = usageRanges(asked, today)
  const choices = await usageChoices(ctx, actor)
  checkChoices(choices, asked)

  const groupIds = asked.groupId === null ? actor.groupIds : [asked.groupId]
  const processIds = asked.processId === null ? null : [asked.processId]
  const tallied = ({ from, to }: DayRange): Promise<TalliedUsage> =>
    groupIds?.length === 0
      ? Promise.resolve({ cells: [], months: new Map() })
      : tallyUsage(ctx, { from: dayNumber(from), to: dayNumber(to), groupIds, processIds })
  const sameDays = ranges.before.from === ranges.yearBefore.from && ranges.before.to === ranges.yearBefore.to
  const inView = choices.groups.filter(({ id }) => asked.groupId === null || id === asked.groupId)
  const [now, before, yearBefore, budgets, changedMonths] = await Promise.all([
    tallied(ranges.range),
    tallied(ranges.before),
    sameDays ? null : tallied(ranges.yearBefore),
    groupBudgets(ctx, inView),
    findChangedMonths(ctx, actor, asked, ranges.range, today),
  ])
  const totals = {
    now: totalOf(now),
    before: totalOf(before),
    yearBefore: totalOf(yearBefore ?? before),
  }
  return {
    ...ranges,
    totals: {
      now: figuresOf(totals.now),
      before: figuresOf(totals.before),
      yearBefore: figuresOf(totals.yearBefore),
    },
    months: monthsOf(ranges.range).map((month) => ({
      ...month,
      figures: figuresOf(now.months.get(Number(month.month.replace('-', ''))) ?? newTally()),
    })),
    ...tableOf(now, choices, asked, actor.language),
    budgets,
    changedMonths,
    choices: { groups: choices.groups.map(named), processes: choices.processes.map(named) },
    limited: actor.groupIds !== null,
  }
}

const named = ({ id, name }: Named): Named => ({ id, name })

function totalOf({ cells }: TalliedUsage): UsageTally {
  const total = newTally()
  for (const { tally } of cells) addTally(total, tally)
  return total
}

/** The rows in the order asked for, and their sums by group. */
function tableOf(
  { cells }: TalliedUsage,
  choices: UsageChoices,
  asked: UsageQuery,
  language: 'fr' | 'en',
): Pick<UsageView, 'rows' | 'groups'> {
  const nameOf = (options: readonly Named[], id: string): Named => ({
    id,
    name: options.find((option) => option.id === id)?.name ?? '',
  })
  const total = cells.reduce((sum, { tally }) => sum + figuresOf(tally).total, 0)
  const shareOf = (n: number) => (total === 0 ? null : n / total)
  const sums = new Map<string, UsageTally>()
  const rows = cells.map(({ groupId, processId, tally }): UsageRow => {
    const sum = sums.get(groupId) ?? newTally()
    sums.set(groupId, sum)
    addTally(sum, tally)
    const figures = figuresOf(tally)
    return {
      group: nameOf(choices.groups, groupId),
      process: nameOf(choices.processes, processId),
      figures,
      share: shareOf(figures.total),
    }
  })
  const compareNames = namesIn(language)
  const groups = [...sums]
    .map(([id, sum]) => ({ group: nameOf(choices.groups, id), figures: figuresOf(sum) }))
    .map((group) => ({ ...group, share: shareOf(group.figures.total) }))
    .sort((a, b) => compareNames(a.group, b.group))
  return { rows: sortUsageRows(rows, asked, language), groups }
}
