import type { KoReason } from '@/lib/report/explain-ko'
import { isJsonObject } from '@/lib/report/json-value'
import { MASK, maskSecrets } from './mask'

/** Where a report echoes secrets: `enrollment.callback_headers`, `steps.*.results.*[].callback_headers` [wiki, client]. */
const SECRET_KEY = /headers?$|api[-_]?key|token$|secret|password|authorization/i
/** Shorter values (`1`, `utf-8`, `close`) stand in sentences for other reasons. */
const SHORTEST_SECRET = 8
/** Values of headers that keep nothing secret. */
const OPEN_VALUE = /^(?:application|text|image)\/|^(?:utf-8|keep-alive|no-cache|true|false|null)$/i
const MOST_VISITED = 50_000
const DEEPEST = 60

/**
 * The reasons of a report without the secrets that the report itself echoes: ID360's texts can repeat them. For those
 * who explain an original; the masked view of a report needs none of it.
 */
export function maskReasons(report: unknown, reasons: readonly KoReason[]): KoReason[] {
  const secrets = findSecrets(report)
  const hide = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, MASK), text)
  return reasons.map((reason) => {
    const { code, message, detail } = maskTexts(reason)
    return {
      ...reason,
      code: hide(code),
      message: hide(message),
      detail: detail === null ? null : hide(detail),
    }
  })
}

/** What looks like a secret by its own writing, whatever the report says elsewhere. */
function maskTexts({ code, message, detail }: KoReason) {
  const shown = (text: string) => String(maskSecrets(text))
  return { code: shown(code), message: shown(message), detail: detail === null ? null : shown(detail) }
}

/** The longest first, so that a secret that holds another is hidden as a whole. */
function findSecrets(report: unknown): string[] {
  const secrets = new Set<string>()
  if (!isJsonObject(report)) return []
  const { enrollment, steps, ...others } = report
  // Apart, so that a hundred thousand checks do not use up the visits of the two places that are known to hold some.
  for (const part of [enrollment, steps, others]) addSecretsBelow(part, secrets)
  return [...secrets].sort((a, b) => b.length - a.length)
}

function addSecretsBelow(root: unknown, secrets: Set<string>) {
  const queue: Visit[] = [{ value: root, secret: false, depth: 0 }]
  for (let at = 0; at < queue.length; at++) {
    const { value, secret, depth } = queue[at] ?? NOWHERE
    if (typeof value === 'string' || typeof value === 'number') addSecret(String(value), secrets)
    if (typeof value !== 'object' || value === null || depth > DEEPEST) continue
    for (const key in value) {
      if (queue.length >= MOST_VISITED) break
      const inner: unknown = (value as Record<string, unknown>)[key]
      const below = secret ? key !== 'name' : SECRET_KEY.test(key)
      if (below || typeof inner === 'object') queue.push({ value: inner, secret: below, depth: depth + 1 })
    }
  }
}

type Visit = { value: unknown; secret: boolean; depth: number }
const NOWHERE: Visit = { value: null, secret: false, depth: 0 }

function addSecret(value: string, secrets: Set<string>) {
  const words = [value.trim(), ...value.trim().split(/\s+/)]
  for (const word of words) if (word.length >= SHORTEST_SECRET && !OPEN_VALUE.test(word)) secrets.add(word)
}
