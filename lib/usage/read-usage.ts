import type { Context } from '@/lib/context'
import { askUsage } from './ask-usage'
import { findChangedMonths } from './find-changed-months'
import { groupBudgets } from './group-budgets'
import { monthsOfUsage } from './read-usage-months'
import { namesIn, sortUsageRows } from './sort-usage-rows'
import { type TalliedCell, tallyUsage, totalUsage } from './tally-usage'
import type { UsageChoices } from './usage-choices'
import type { UsageQuery, UsageQueryInput } from './usage-query'
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
  const question = await askUsage(ctx, query)
  const { actor, asked, today, ranges, choices, rollupRange } = question
  const { range, before, yearBefore } = ranges
  const total = (days: DayRange) => totalUsage(ctx, rollupRange(days))
  const sameDays = before.from === yearBefore.from && before.to === yearBefore.to
  const inView = choices.groups.filter(({ id }) => asked.groupId === null || id === asked.groupId)
  const [cells, { months }, totalBefore, totalYearBefore, budgets, changedMonths] = await Promise.all([
    tallyUsage(ctx, rollupRange(range)),
    monthsOfUsage(ctx, question),
    total(before),
    sameDays ? null : total(yearBefore),
    groupBudgets(ctx, inView),
    findChangedMonths(ctx, actor, asked, range, today),
  ])
  return {
    ...ranges,
    totals: {
      now: figuresOf(totalOf(cells)),
      before: figuresOf(totalBefore),
      yearBefore: figuresOf(totalYearBefore ?? totalBefore),
    },
    months,
    ...tableOf(cells, choices, asked, actor.language),
    budgets,
    changedMonths,
    choices: { groups: choices.groups.map(named), processes: choices.processes.map(named) },
    limited: actor.groupIds !== null,
  }
}

const named = ({ id, name }: Named): Named => ({ id, name })

function totalOf(cells: readonly TalliedCell[]): UsageTally {
  const total = newTally()
  for (const { tally } of cells) addTally(total, tally)
  return total
}

/** The rows in the order asked for, and their sums by group. */
function tableOf(
  cells: readonly TalliedCell[],
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
