import { MASK } from './mask'

/** Of a person, whatever the spelling of the key: names, ways to reach them, birth, papers. Steps and files have names too: a bare `name` stays. */
const PERSONAL_KEY =
  /^(?:last|first|birth|given|family|full|usage|maiden|middle|sur)names?$|birth|e?mail|phone|mobile|address|zipcode|postcode|postalcode|^city$|^town$|documentnumber|idnumber|nationality|mrz|^gender$|^sex$|^person$|^identity$/

const plainKey = (key: string) =>
  key
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** Shorter ones are parts of other words. */
const SHORTEST_KNOWN = 3

/**
 * A copy of any JSON value for people who may not know who the person is: what stands under a key that speaks of a
 * person is hidden, and so is each of `known` (what the desk was told of them) wherever else it stands.
 */
export function maskPersonal(value: unknown, known: readonly (string | null)[]): unknown {
  const words = known.filter((word): word is string => word !== null && word.length >= SHORTEST_KNOWN)
  const pattern =
    words.length > 0
      ? new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'giu')
      : null
  return copy(value)

  function copy(inner: unknown): unknown {
    if (typeof inner === 'string') return pattern === null ? inner : inner.replace(pattern, MASK)
    if (Array.isArray(inner)) return inner.map(copy)
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(
      Object.entries(inner).map(([key, one]) => [
        key,
        PERSONAL_KEY.test(plainKey(key)) ? hide(one) : copy(one),
      ]),
    )
  }
}

/** Truth values and null tell nothing. */
const hide = (value: unknown) => (typeof value === 'boolean' || value === null ? value : MASK)
