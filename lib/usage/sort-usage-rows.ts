import type { UsageQuery } from './usage-query'
import type { UsageRow } from './usage-view'

/**
 * The rows in the order asked for; level ones, and what has no value, by group and process. Names stand in the order of
 * the reader's language, "no group" after all others; a missing value stands last in either direction.
 */
export function sortUsageRows(
  rows: readonly UsageRow[],
  { sort, direction }: Pick<UsageQuery, 'sort' | 'direction'>,
  language: 'fr' | 'en',
): UsageRow[] {
  const compareNames = namesIn(language)
  const turn = direction === 'desc' ? -1 : 1
  const byName = (a: UsageRow, b: UsageRow) =>
    compareNames(a.group, b.group) || compareNames(a.process, b.process)
  return [...rows].sort((a, b) => {
    if (sort === 'group') return turn * compareNames(a.group, b.group) || compareNames(a.process, b.process)
    if (sort === 'process') return turn * compareNames(a.process, b.process) || compareNames(a.group, b.group)
    const [left, right] = [a, b].map((row) => (sort === 'share' ? row.share : row.figures[sort]))
    if (left == null || right == null) {
      return Number(left == null) - Number(right == null) || byName(a, b)
    }
    return turn * (left - right) || byName(a, b)
  })
}

/** Compares names as the language does; the nameless last; equal names by id, so that no two are level. */
export function namesIn(language: 'fr' | 'en') {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' })
  type Entry = { id: string; name: string }
  return (a: Entry, b: Entry): number =>
    Number(a.id === '') - Number(b.id === '') ||
    collator.compare(a.name, b.name) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
