import { desc, eq, inArray, sql } from 'drizzle-orm'
import type { ExportedFigures } from '@/db/schema/usage'
import type { Context, StaffActor } from '@/lib/context'
import { seesGroup } from '@/lib/staff/authorize'
import { type ExportScope, exportScope, seesScope } from './exports/export-scope'
import { SNAPSHOT_COUNTS } from './exports/figures-tally'
import { placesOf } from './sum-rollup'
import type { UsageQuery } from './usage-query'
import { monthsOf } from './usage-range'
import type { ChangedMonth, DayRange } from './usage-view'

/** Exports before these are history. */
const NEWEST_EXPORTS = 200

type Candidate = { id: string; exportedAt: number; fileName: string; scope: ExportScope }
/** `isOpen`: whether a group is to be compared with this file. */
type Comparison = { candidate: Candidate; month: string; isOpen(groupId: string): boolean }

/**
 * The closed months of `range` that count otherwise now than in the latest file that held them whole, group by group: a
 * late callback changes the month of creation. Only files that this person may see, and only of the groups and the
 * process asked for; a file of one process is compared with that process.
 */
export async function findChangedMonths(
  ctx: Context,
  actor: StaffActor,
  { groupId, processId }: UsageQuery,
  range: DayRange,
  today: string,
): Promise<ChangedMonth[]> {
  const closed = monthsOf({ ...range, to: range.to < today ? range.to : today })
    .map(({ month }) => ({ month, days: wholeMonth(month) }))
    .filter(({ days }) => days.to < today)
  if (closed.length === 0) return []
  const exported = await newestExports(ctx)
  const comparisons: Comparison[] = []
  for (const { month, days } of closed) {
    // By process of the files ('' for all), the groups that a newer one has told already; null: every group.
    const told = new Map<string, Set<string> | null>()
    for (const candidate of exported) {
      const { scope } = candidate
      const holdsMonth = scope.from <= days.from && scope.to >= days.to
      const asked = scope.processId === null || processId === null || scope.processId === processId
      if (!holdsMonth || !asked || !seesScope(actor, scope)) continue
      const ofProcess = scope.processId ?? ''
      const toldGroups = told.get(ofProcess)
      if (toldGroups === null) continue
      const isOpen = (id: string) =>
        !toldGroups?.has(id) && (scope.groups?.includes(id) ?? true) && (groupId === null || id === groupId)
      comparisons.push({ candidate, month, isOpen })
      told.set(ofProcess, scope.groups && new Set([...(toldGroups ?? []), ...scope.groups]))
    }
  }
  if (comparisons.length === 0) return []
  const figures = await figuresOfExports(ctx, comparisons)
  const changes = await Promise.all(
    comparisons.map(async ({ candidate, month, isOpen }): Promise<ChangedMonth | null> => {
      const now = await figuresOfMonth(ctx, month, candidate.scope.processId)
      const then = figures.get(candidate.id)?.[month.replace('-', '')] ?? {}
      const groups = [...new Set([...Object.keys(now), ...Object.keys(then)])]
      const differences = differencesOf(
        now,
        then,
        groups.filter((id) => isOpen(id) && seesGroup(actor, id)),
      )
      const { id: exportId, exportedAt, fileName } = candidate
      return differences && { month, exportId, exportedAt, fileName, differences }
    }),
  )
  return changes.filter((change) => change !== null)
}

function wholeMonth(month: string): DayRange {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  return { from: `${month}-01`, to: last }
}

async function newestExports(ctx: Context): Promise<Candidate[]> {
  const { usageExport } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      id: usageExport.id,
      createdAt: usageExport.createdAt,
      finishedAt: usageExport.finishedAt,
      fileName: usageExport.fileName,
      query: usageExport.query,
    })
    .from(usageExport)
    .where(eq(usageExport.state, 'done'))
    .orderBy(desc(usageExport.createdAt), desc(usageExport.id))
    .limit(NEWEST_EXPORTS)
  return rows.flatMap(({ id, createdAt, finishedAt, fileName, query }) => {
    const scope = exportScope.safeParse(query)
    // Days of another time zone are other days.
    if (!scope.success || scope.data.timeZone !== ctx.settings.TIME_ZONE) return []
    return [{ id, exportedAt: finishedAt ?? createdAt, fileName, scope: scope.data }]
  })
}

async function figuresOfExports(ctx: Context, comparisons: readonly Comparison[]) {
  const { usageExport } = ctx.store.tables
  const ids = [...new Set(comparisons.map(({ candidate }) => candidate.id))]
  const rows = await ctx.store.read
    .select({ id: usageExport.id, figures: usageExport.figures })
    .from(usageExport)
    .where(inArray(usageExport.id, ids))
  return new Map(rows.map(({ id, figures }) => [id, figures]))
}

/** By group, what a month (yyyy-mm) counts now. */
async function figuresOfMonth(ctx: Context, month: string, processId: string | null) {
  const { usageRollup: t } = ctx.store.tables
  const sums = SNAPSHOT_COUNTS.map((count) => sql`sum(${t[count]}) as ${sql.identifier(count)}`)
  const conditions = [
    sql`${t.grain} = ${'month'}`,
    sql`${t.period} = ${Number(month.replace('-', ''))}`,
    ...placesOf(ctx, { groupIds: null, processIds: processId === null ? null : [processId] }),
  ]
  const rows = await ctx.store.read.rows<Record<string, number | string>>(
    sql`select ${t.groupId} as ${sql.identifier('groupId')}, ${sql.join(sums, sql`, `)} from ${t}
      where ${sql.join(conditions, sql` and `)} group by ${t.groupId}`,
  )
  return Object.fromEntries(
    rows.map(({ groupId, ...counts }): [string, ExportedFigures] => [
      String(groupId),
      Object.fromEntries(SNAPSHOT_COUNTS.map((count) => [count, Number(counts[count])])),
    ]),
  )
}

/** What it is now minus what it was then; null when nothing differs. */
function differencesOf(
  now: Record<string, ExportedFigures>,
  then: Record<string, ExportedFigures>,
  groups: readonly string[],
): ExportedFigures | null {
  const entries = SNAPSHOT_COUNTS.flatMap((count) => {
    const difference = groups.reduce((sum, id) => sum + (now[id]?.[count] ?? 0) - (then[id]?.[count] ?? 0), 0)
    return difference === 0 ? [] : [[count, difference] as const]
  })
  return entries.length === 0 ? null : Object.fromEntries(entries)
}
