import type { Context } from '@/lib/context'
import type { LineNames } from './line-columns'

/** The names that lines show for ids: a few hundred at most, read once instead of joined to each line. */
export async function readLineNames(ctx: Context, noGroup: string): Promise<LineNames> {
  const { usageGroup, process, staff } = ctx.store.tables
  const [groups, processes, people] = await Promise.all([
    ctx.store.read.select({ id: usageGroup.id, name: usageGroup.name }).from(usageGroup),
    ctx.store.read.select({ id: process.id, name: process.name }).from(process),
    ctx.store.read.select({ id: staff.id, name: staff.name }).from(staff),
  ])
  const byId = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
  return {
    groups: byId([...groups, { id: '', name: noGroup }]),
    processes: byId(processes),
    staff: byId(people),
  }
}
