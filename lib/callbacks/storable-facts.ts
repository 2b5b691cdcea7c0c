import type { CallbackFacts } from '@/lib/id360/callback'

/** The greatest whole number that both engines keep in an `int` column. */
const MAX_INT = 2 ** 31 - 1
const MAX_TEXT = 200
const MAX_REASON = 2_000
const MAX_CODES = 50

// biome-ignore lint/suspicious/noControlCharactersInRegex: the very character that Postgres refuses in text and JSON.
const NUL = /\u0000/g

const storable = (text: string, limit: number) => text.slice(0, limit).replace(NUL, '').toWellFormed()
const storableOrNull = (text: string | null, limit = MAX_TEXT) =>
  text === null ? null : storable(text, limit) || null
const countOrNull = (count: number | null) => (count !== null && count <= MAX_INT ? count : null)

/**
 * The facts of a callback as both engines can keep them: no NUL character, no half characters, no number that does not
 * fit, no text without end. The sealed raw bytes stay the truth; without this, ID360 would send a callback that holds
 * `\u0000` for ever and be told each time that the desk is busy.
 */
export function storableFacts(facts: CallbackFacts): CallbackFacts {
  return {
    kind: facts.kind,
    id360Id: storableOrNull(facts.id360Id),
    status: storable(facts.status, MAX_TEXT),
    reason: storableOrNull(facts.reason, MAX_REASON),
    stepName: storableOrNull(facts.stepName),
    stepType: storableOrNull(facts.stepType),
    stepStatus: storableOrNull(facts.stepStatus),
    done: countOrNull(facts.done),
    total: countOrNull(facts.total),
    occurredAt: facts.occurredAt,
    statusCodes: facts.statusCodes.slice(0, MAX_CODES).map((code) => storable(code, MAX_TEXT)),
  }
}
