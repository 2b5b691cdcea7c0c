import { type Place, writePath } from '@/lib/report/json-path'
import { isJsonObject, shorten } from '@/lib/report/json-value'

export type Difference = {
  /** JSONPath (RFC 9535). */
  path: string
  change: 'added' | 'removed' | 'changed'
  /** As JSON, cut when long; null when there was, or is, nothing. */
  before: string | null
  after: string | null
}

const LONGEST_VALUE = 300
/** Deeper values are compared as a whole. */
const DEEPEST = 200

/**
 * Compares two JSON values key by key, lists place by place, in the order of the second one. What was added or removed
 * is told once, at its highest place.
 *
 * @param most how many differences to list; `truncated` says that there are more
 */
export function findDifferences(
  before: unknown,
  after: unknown,
  most: number,
): { differences: Difference[]; truncated: boolean } {
  const differences: Difference[] = []
  compare(before, after, null, 0)
  return { differences: differences.slice(0, most), truncated: differences.length > most }

  function compare(old: unknown, recent: unknown, place: Place, depth: number): void {
    if (differences.length > most || Object.is(old, recent)) return
    if (depth < DEEPEST && Array.isArray(old) && Array.isArray(recent)) {
      for (let key = 0; key < Math.max(old.length, recent.length); key++) {
        compareKey(old, recent, key, place, depth)
      }
      return
    }
    if (depth < DEEPEST && isJsonObject(old) && isJsonObject(recent)) {
      for (const key of new Set([...Object.keys(recent), ...Object.keys(old)])) {
        compareKey(old, recent, key, place, depth)
      }
      return
    }
    const [a, b] = [JSON.stringify(old), JSON.stringify(recent)]
    if (a !== b) tell(place, 'changed', a, b)
  }

  function compareKey(old: object, recent: object, key: string | number, parent: Place, depth: number) {
    const place = { parent, key }
    const a = Object.hasOwn(old, key) ? { value: Reflect.get(old, key) } : null
    const b = Object.hasOwn(recent, key) ? { value: Reflect.get(recent, key) } : null
    if (a && b) compare(a.value, b.value, place, depth + 1)
    else if (b) tell(place, 'added', null, JSON.stringify(b.value))
    else if (a) tell(place, 'removed', JSON.stringify(a.value), null)
  }

  function tell(place: Place, change: Difference['change'], a: string | null, b: string | null) {
    if (differences.length > most) return
    const cut = (text: string | null) => (text === null ? null : shorten(text, LONGEST_VALUE))
    differences.push({ path: writePath(place), change, before: cut(a), after: cut(b) })
  }
}
