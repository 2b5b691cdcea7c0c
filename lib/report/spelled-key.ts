import type { JsonObject } from './json-value'

/** Looking for a spelling stops after so many keys, and at longer ones: no object with fixed keys has more. */
const MOST_KEYS = 200
const LONGEST_KEY = 40

/** Reports repeat a few keys a hundred thousand times; the limit is for those made of keys that are all different. */
const MOST_REMEMBERED = 5000
const remembered = new Map<string, string>()

/** A key without what its spelling may change: case, separators, plural. */
export function canonicalKey(key: string): string {
  if (key.length > LONGEST_KEY) return key
  const known = remembered.get(key)
  if (known !== undefined) return known
  const canonical = key
    .toLowerCase()
    .replace(/[_\-\s]/g, '')
    .replace(/s$/, '')
  if (remembered.size < MOST_REMEMBERED) remembered.set(key, canonical)
  return canonical
}

/**
 * Finds a key whatever its spelling: `all_status_codes` is also written `all_status_code` [wiki], so the plural, the
 * case and the separators do not count. Gives every spelling that is there, the documented ones first.
 */
export function findSpellings(object: JsonObject, names: readonly string[]): string[] {
  const found: string[] = []
  for (const name of names) if (Object.hasOwn(object, name)) found.push(name)
  let seen = 0
  for (const key in object) {
    if (++seen > MOST_KEYS) break
    if (isSpelling(key, names) && !found.includes(key)) found.push(key)
  }
  return found
}

/** The value at the first spelling of a key that has one; undefined when none has. */
export function valueAt(object: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) {
    if (Object.hasOwn(object, name) && object[name] !== null) return object[name]
  }
  let seen = 0
  for (const key in object) {
    if (++seen > MOST_KEYS) break
    if (object[key] !== null && isSpelling(key, names)) return object[key]
  }
  return undefined
}

/** Called for every key of every failure: makes no list of its own. */
function isSpelling(key: string, names: readonly string[]): boolean {
  const canonical = canonicalKey(key)
  for (const name of names) if (canonicalKey(name) === canonical) return true
  return false
}
