import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { readUsage } from '../../read-usage'
import type { UsageView } from '../../usage-view'
import type { ExportScope } from '../export-scope'
import { type FiguresByMonth, noFigures, SNAPSHOT_COUNTS } from '../figures-tally'
import { readMonthFigures } from './read-month-figures'

const ATTEMPTS = 10

/**
 * The figures of the page and those by month that are kept with the export, taken of the same state: they are read again
 * when a callback came between the two.
 * @throws DeskError BUSY when callbacks come between each time
 */
export async function readSummary(
  ctx: Context,
  scope: ExportScope,
): Promise<{ view: UsageView; figures: FiguresByMonth }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const view = await readScope(ctx, scope)
    const figures = await readMonthFigures(ctx, scope)
    if (addUp(view, figures)) return { view, figures }
  }
  throw new DeskError('BUSY', 'the figures changed each time they were read')
}

/** What the usage page shows of the scope, also when its asker has got more groups since. */
export async function readScope(ctx: Context, scope: ExportScope): Promise<UsageView> {
  const { groups, from, to, processId } = scope
  const [only = null] = groups?.length === 1 ? groups : []
  const actor =
    ctx.actor.kind === 'staff' && groups !== null && only === null
      ? { ...ctx.actor, groupIds: groups }
      : ctx.actor
  return readUsage({ ...ctx, actor }, { period: 'range', from, to, groupId: only, processId })
}

/** Whether the months say of each group what its row says. */
function addUp(view: UsageView, figures: FiguresByMonth): boolean {
  const sums = new Map<string, Record<string, number>>()
  for (const groups of Object.values(figures)) {
    for (const [groupId, counts] of Object.entries(groups)) {
      const sum = sums.get(groupId) ?? noFigures()
      for (const count of SNAPSHOT_COUNTS) sum[count] = (sum[count] ?? 0) + (counts[count] ?? 0)
      sums.set(groupId, sum)
    }
  }
  const known = new Map(view.groups.map(({ group, figures }) => [group.id, figures]))
  return (
    [...sums.keys()].every((groupId) => known.has(groupId)) &&
    [...known].every(([groupId, expected]) => {
      const sum = sums.get(groupId) ?? noFigures()
      return SNAPSHOT_COUNTS.every((count) => sum[count] === expected[count])
    })
  )
}
