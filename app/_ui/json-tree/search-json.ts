import type { JsonNode } from './index-json'

/** The indexes of the values whose name or content holds the words searched for, upper and lower case alike. */
export function searchJson(nodes: readonly JsonNode[], words: string): number[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  const found: number[] = []
  nodes.forEach((node, index) => {
    if (holds(node.key, wanted) || holds(scalarText(node), wanted)) found.push(index)
  })
  return found
}

const holds = (text: string | number | null, wanted: string) =>
  text !== null && String(text).toLowerCase().includes(wanted)

/** A value as text without quotes; null for objects and arrays, whose inside is listed apart. */
export function scalarText({ kind, value }: JsonNode): string | null {
  if (kind === 'object' || kind === 'array') return null
  return kind === 'null' ? 'null' : String(value)
}

const SHOWN = 300
const BEFORE_MATCH = 60

/**
 * The part of a text that a row can show: its beginning, or the surroundings of what was searched for when that stands
 * further on. `cutBefore`, `cutAfter`: something is left out there.
 */
export function excerpt(text: string, words: string) {
  if (text.length <= SHOWN) return { text, cutBefore: false, cutAfter: false }
  const wanted = words.trim().toLowerCase()
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted)
  const start = at > SHOWN - wanted.length ? Math.max(0, at - BEFORE_MATCH) : 0
  const end = start + SHOWN
  return { text: text.slice(start, end), cutBefore: start > 0, cutAfter: end < text.length }
}

/** A text cut where the words searched for begin and end: even places are outside, odd ones inside. */
export function cutAtMatches(text: string, words: string): string[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return [text]
  const lower = text.toLowerCase()
  // Lower case can be longer than the text (İ): places would then not fit.
  if (lower.length !== text.length) return [text]
  const parts: string[] = []
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...parts, text.slice(from)]
}
