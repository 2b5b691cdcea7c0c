import { shorten } from './json-value'
import { REFS, type Ref } from './known-names'
import { lookUp } from './words/pick-words'
import type { Words } from './words/words'

const LONGEST_PART = 120

const byUpperCase = new Map<string, Ref>(REFS.map((ref) => [ref.toUpperCase(), ref]))

/** The ref we have words for, whatever its case; null for any other. */
export function knownRef(ref: string): Ref | null {
  return byUpperCase.get(ref.toUpperCase()) ?? null
}

/**
 * A general reading of a ref: `IDENTITY_DOCUMENT.expired` is a family and a field, between them what the field is of.
 * What has no word is shown as it is: `identity document, mrz (IDENTITY_DOCUMENT.mrz)`.
 */
export function describeRef(ref: string, words: Words): string {
  const parts = ref.split('.', 20)
  const shown = shorten(ref, LONGEST_PART)
  const family = lookUp(words.families, (parts[0] ?? '').toUpperCase())
  if (family === undefined || parts.length < 2) return shown
  const last = parts.at(-1) ?? ''
  const field = lookUp(words.fields, last.toLowerCase()) ?? shorten(last, LONGEST_PART)
  return `${family}, ${field} (${shown})`
}

const REF_LIKE = /\b[A-Z][A-Z0-9_]{1,40}(?:\.[A-Za-z0-9_]{1,40}){1,4}/g

/** The refs that a text of ID360 names: `1 validations failed: IDENTITY_DOCUMENT.expired. Max allowed: 0`. [wiki] */
export function refsIn(text: string | null): string[] {
  return [...new Set((text ?? '').slice(0, 2000).match(REF_LIKE) ?? [])]
}
