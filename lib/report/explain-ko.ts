import { collectFindings } from './collect-findings'
import { type FoundCheck, findChecks } from './find-checks'
import type { ReasonSource } from './finding'
import { writePath } from './json-path'
import { isJsonObject, type JsonObject, shorten, textOf } from './json-value'
import { STATUS_CODES } from './known-names'
import { type Cause, mergeFindings } from './merge-findings'
import { isGeneric, rankCause, rankRef } from './rank-cause'
import { valueAt } from './spelled-key'
import { untoldRefs, wordCause } from './word-cause'
import { fill, pickWords } from './words/pick-words'
import type { ReportLanguage, Words } from './words/words'

/** One reason why a file is not OK. */
export type KoReason = {
  /** ID360's code or the ref of the failed check, as written; one of ours where the report names nothing. */
  code: string
  /** JSONPath of the node that says so: `$.steps['liveness$1'].status_codes[0]`. */
  path: string
  /** One short sentence in the reader's language. */
  message: string
  /** What to do next, in the reader's language. */
  advice: string
  source: ReasonSource
  /** False when the code, the ref or the step is one nobody has documented: then it is shown as it is. */
  known: boolean
  /** It only says that something else failed. */
  generic: boolean
  /** JSONPaths of the other nodes that tell the same. */
  alsoAt: string[]
  /** ID360's own text, at most 500 characters; null when it wrote none. */
  detail: string | null
}

/** Code of the one reason of a file that failed without saying why. */
export const NO_REASON_FOUND = 'NO_REASON_FOUND'

/** Code of the last reason when there are more than anyone reads. */
export const MORE_REASONS = 'MORE_REASONS'
const MOST_REASONS = 1000

/** Files that have not failed: nothing is missing when they give no reason. */
const NOT_FAILED: readonly string[] = ['OK', 'NEW', 'STARTED']
const LONGEST_DETAIL = 500
const LONGEST_CODE = 1000

/**
 * Explains why a file is KO, from its report alone: the five places of the report [wiki], read whatever is missing and
 * however it is spelled, merged into one reason for each cause, the most decisive first. Never throws, whatever the
 * JSON value. An OK report has no reason (a process may allow some checks to fail); one that failed without saying why
 * has one, `NO_REASON_FOUND` at `$`.
 *
 * @param report the report as parsed JSON
 */
export function explainKo(report: unknown, language: ReportLanguage): KoReason[] {
  const words = pickWords(language)
  if (!isJsonObject(report)) return [noReason(words.notAReport)]
  const status = textOf(valueAt(report, 'status', 'identity_status'))?.toUpperCase() ?? null
  if (status === 'OK') return []
  const checks = findChecks(report)
  const causes = mergeFindings(collectFindings(report, checks))
  if (causes.length > 0) return tell(causes, needsRefs(causes) ? listedRefs(checks) : NO_REFS, words)
  return status !== null && NOT_FAILED.includes(status) ? [] : [lastResort(report, words)]
}

const NO_REFS: ReadonlySet<string> = new Set()

/** Only a general code asks which refs have a check: a report can have 100,000 of them. */
const needsRefs = (causes: readonly Cause[]) => causes.some(isGeneric)

/** The refs the report has a check for: failed, they have a reason of their own; passed, nothing may say they failed. */
function listedRefs(checks: readonly FoundCheck[]): Set<string> {
  return new Set(checks.map((check) => check.ref?.toLowerCase() ?? ''))
}

function tell(causes: readonly Cause[], toldRefs: ReadonlySet<string>, words: Words): KoReason[] {
  const told = mostDecisive(causes, toldRefs).map(({ cause, generic }) => ({
    code: shorten(cause.code, LONGEST_CODE),
    path: writePath(cause.place),
    ...wordCause(cause, words, toldRefs),
    source: cause.source,
    generic,
    alsoAt: [...new Set(cause.others.slice(0, MOST_REASONS).map((other) => writePath(other.place)))],
    detail: cause.text === null ? null : shorten(cause.text, LONGEST_DETAIL),
  }))
  const untold = causes.length - told.length
  if (untold === 0) return told
  const message = fill(words.moreReasons.message, { count: untold })
  return [...told, { ...noReason(words.moreReasons), code: MORE_REASONS, message }]
}

type RankedCause = { cause: Cause; generic: boolean }

/** The causes that are told, the most decisive first; of one rank in their order. */
function mostDecisive(causes: readonly Cause[], toldRefs: ReadonlySet<string>): RankedCause[] {
  const byRank = new Map<number, RankedCause[]>()
  for (const cause of causes) {
    const refs = isGeneric(cause) ? untoldRefs(cause, toldRefs) : []
    // A general code that alone names the failed checks stands for them.
    const rank = refs.length === 0 ? rankCause(cause) : Math.min(...refs.map(rankRef))
    const same = byRank.get(rank)
    if (same === undefined) byRank.set(rank, [{ cause, generic: refs.length === 0 && isGeneric(cause) }])
    else if (same.length < MOST_REASONS) same.push({ cause, generic: refs.length === 0 && isGeneric(cause) })
  }
  const ranks = [...byRank.keys()].sort((a, b) => a - b)
  return ranks.flatMap((rank) => byRank.get(rank) ?? []).slice(0, MOST_REASONS)
}

/** `reason` is for ID360's own use [wiki] and not one of the five places: only read when those are silent. */
function lastResort(report: JsonObject, words: Words): KoReason {
  const reason = textOf(valueAt(report, 'reason'))
  if (reason === null) return noReason(words.noReason)
  const code = STATUS_CODES.find((known) => known === reason)
  if (code === undefined) {
    const text = shorten(reason, LONGEST_DETAIL)
    return { ...noReason(words.onlyReason), message: fill(words.onlyReason.message, { text }), detail: text }
  }
  return { ...noReason(words.codes[code]), code, path: '$.reason', known: true }
}

function noReason({ message, advice }: { message: string; advice: string }): KoReason {
  return {
    code: NO_REASON_FOUND,
    path: '$',
    message,
    advice,
    source: 'status_code',
    known: false,
    generic: true,
    alsoAt: [],
    detail: null,
  }
}
