import type { JsonObject } from './json-value'

/** No object of a report has more keys of its own; looking for a spelling stops there. */
const MAX_KEYS = 200

const canonical = (key: string) =>
  key
    .toLowerCase()
    .replace(/[_\-\s]/g, '')
    .replace(/s$/, '')

/**
 * Finds a key whatever its spelling: `all_status_codes` is also written `all_status_code` [wiki], so the plural, the
 * case and the separators do not count. Gives every spelling that is there, the documented ones first.
 */
export function findSpellings(object: JsonObject, names: readonly string[]): string[] {
  const found = names.filter((name) => Object.hasOwn(object, name))
  const wanted = new Set(names.map(canonical))
  let seen = 0
  for (const key in object) {
    if (++seen > MAX_KEYS) break
    if (key.length <= 40 && wanted.has(canonical(key)) && !found.includes(key)) found.push(key)
  }
  return found
}

/** The value at the first spelling of a key that has one; undefined when none has. */
export function valueAt(object: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) {
    if (Object.hasOwn(object, name) && object[name] !== null) return object[name]
  }
  for (const key of findSpellings(object, names)) if (object[key] !== null) return object[key]
  return undefined
}
