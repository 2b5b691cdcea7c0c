import type { Named, UsageView } from '@/lib/usage/usage-view'

/** Each group that has any, with its enrollments of both months; the largest of this month first. */
export function sideBySide(
  now: UsageView['groups'],
  before: UsageView['groups'],
): { group: Named; now: number; before: number }[] {
  const all = new Map([...before, ...now].map(({ group }) => [group.id, group]))
  const totalOf = (groups: UsageView['groups'], id: string) =>
    groups.find(({ group }) => group.id === id)?.figures.total ?? 0
  return [...all.values()]
    .map((group) => ({ group, now: totalOf(now, group.id), before: totalOf(before, group.id) }))
    .filter((line) => line.now + line.before > 0)
    .sort((a, b) => b.now - a.now || b.before - a.before)
}
