import { CALLBACK_ID_KEYS, FINAL_TIME_KEYS, STEP_TIME_KEYS } from './guesses'
import { parseId360Time } from './parse-id360-time'
import { isFinalStatus } from './statuses'

/** What a callback says, read from its content alone: never from when or in which order it arrived. [wiki] */
export type CallbackFacts = {
  /** `final` only for a known final status; an unknown or missing status is `intermediate`. */
  kind: 'intermediate' | 'final'
  id360Id: string | null
  /** As sent, unknown ones too; `''` when there is none. */
  status: string
  reason: string | null
  stepName: string | null
  stepType: string | null
  stepStatus: string | null
  /** Steps done, of how many: whole numbers ≥ 0. */
  done: number | null
  total: number | null
  /** When the event happened at ID360, epoch milliseconds UTC; null when the body does not say. */
  occurredAt: number | null
  statusCodes: string[]
}

export type UnreadableCallback = { unreadable: 'not_utf8' | 'not_json' | 'not_an_object' }

type JsonObject = Record<string, unknown>

/**
 * Reads a callback body. Never throws: the complete field list is not public [wiki], so every field is optional, odd
 * types count as absent, and unknown names are kept as they are. A status that is not in the list is kept and treated
 * as intermediate: taking it for a verdict would close a file on a word nobody knows.
 */
export function parseCallback(bytes: Uint8Array): CallbackFacts | UnreadableCallback {
  const read = readJson(bytes)
  if ('unreadable' in read) return read
  if (!isObject(read.value)) return { unreadable: 'not_an_object' }
  const body = read.value
  const step = isObject(body.enrollment_step) ? body.enrollment_step : {}
  const progress = isObject(body.steps_status) ? body.steps_status : {}
  const status = text(body.status) ?? ''
  const final = isFinalStatus(status)
  return {
    kind: final ? 'final' : 'intermediate',
    id360Id: firstText(body, CALLBACK_ID_KEYS),
    status,
    reason: text(body.reason),
    stepName: text(step.name),
    stepType: text(step.type),
    stepStatus: text(step.status) ?? text(step.result),
    done: count(progress.done),
    total: count(progress.total),
    // The file's own times tell when the journey began, not when this step ended: only a final may use them.
    occurredAt: final ? firstTime(body, FINAL_TIME_KEYS) : firstTime(step, STEP_TIME_KEYS),
    statusCodes: statusCodes(body, step),
  }
}

function readJson(bytes: Uint8Array): { value: unknown } | UnreadableCallback {
  let decoded: string
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { unreadable: 'not_utf8' }
  }
  try {
    return { value: JSON.parse(decoded) }
  } catch {
    return { unreadable: 'not_json' }
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const trimmed = value.trim()
  return trimmed === '' ? null : trimmed
}

function firstText(object: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = text(object[key])
    if (found !== null) return found
  }
  return null
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

function firstTime(object: JsonObject, keys: readonly string[]): number | null {
  for (const key of keys) {
    const time = parseId360Time(object[key])
    if (time !== null) return time
  }
  return null
}

/**
 * Codes in the shapes reports use: `status_codes` and `all_status_codes` (also `all_status_code`), of strings, of
 * `{code}` or of `{status_code: {code}}`. [wiki] Each once, in the order met.
 */
function statusCodes(body: JsonObject, step: JsonObject): string[] {
  const lists = [body.status_codes, body.all_status_codes, body.all_status_code, step.status_codes]
  const codes = new Set<string>()
  for (const list of lists) {
    for (const item of Array.isArray(list) ? list : [list]) {
      const code = codeOf(item)
      if (code !== null) codes.add(code)
    }
  }
  return [...codes]
}

function codeOf(item: unknown): string | null {
  if (!isObject(item)) return text(item)
  if (isObject(item.status_code)) return text(item.status_code.code)
  return text(item.code) ?? text(item.status_code)
}
