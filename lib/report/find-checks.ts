import type { Place } from './json-path'
import { isJsonObject, type JsonObject, textOf } from './json-value'
import { canonicalKey, findSpellings, valueAt } from './spelled-key'

export type CheckKind = 'validation' | 'comparison' | 'custom'
export type CheckResult = 'passed' | 'failed' | 'unknown'

/** One check of the validator report. `excused`: it failed, and the double-name rule makes it a pass all the same. */
export type FoundCheck = {
  kind: CheckKind
  /** As written; null when the check has none, as older reports do [client]. */
  ref: string | null
  result: CheckResult
  excused: boolean
  node: JsonObject
  place: Place
}

const KIND_OF_LIST = new Map<string, CheckKind>([
  [canonicalKey('validations'), 'validation'],
  [canonicalKey('comparisons'), 'comparison'],
  [canonicalKey('customs'), 'custom'],
])

/**
 * `IDENTITY.NAME.name` stands for the usage name and for the birth name; one success is a pass [wiki], of checks of one
 * kind, whatever list each stands in.
 */
const DOUBLE_NAME_REF = 'identity.name.name'

/** The lists are at level 2 of real reports. Both limits only stop reports made to exhaust us. */
const DEEPEST = 40
const MOST_VISITED = 100_000

type Visit = { value: object; place: Place; depth: number; except: readonly string[] }

/** Where the checks stand [wiki]; a top-level key of another name that speaks of them [guess]. */
const ROOTS = ['finalizer_reports', 'validator_report']
const ROOT_LIKE = /finali[sz]er|validator/i

function rootsOf(report: JsonObject): string[] {
  const known = findSpellings(report, ROOTS)
  if (known.length > 0) return known
  return Object.keys(report)
    .slice(0, MOST_ROOTS)
    .filter((key) => key.length <= LONGEST_ROOT && ROOT_LIKE.test(key))
}

const MOST_ROOTS = 500
const LONGEST_ROOT = 60

/**
 * Every check of the report: `validations[]`, `comparisons[]`, `customs[]` wherever they are below
 * `finalizer_reports` (or at the root, alone or in a `validator_report`), in the order of these three places.
 * Below a check that passed nothing is read: it has passed.
 */
export function findChecks(report: unknown): FoundCheck[] {
  if (!isJsonObject(report)) return []
  const found: Record<CheckKind, FoundCheck[]> = { validation: [], comparison: [], custom: [] }
  const queue: Visit[] = []
  readListsOf(report, null, 0, found, queue)
  for (const key of rootsOf(report)) {
    enqueue(queue, report[key], { parent: null, key }, 0)
  }
  // The queue grows while it is walked: level by level, so that a limit cuts the deepest.
  for (let at = 0; at < queue.length && at < MOST_VISITED; at++) {
    const visit = queue[at]
    if (visit === undefined) break
    const { value, place, depth } = visit
    const lists = isJsonObject(value) ? readListsOf(value, place, depth, found, queue) : []
    queueChildren(visit, [...visit.except, ...lists], queue)
  }
  for (const checks of Object.values(found)) excuseTwins(checks)
  return [...found.validation, ...found.comparison, ...found.custom]
}

/** A check has plain values, its fields and its two sides; below anything else more checks can stand. */
const PARTS_OF_A_CHECK: readonly string[] = ['fields', 'field1', 'field2']

function enqueue(
  queue: Visit[],
  value: unknown,
  place: Place,
  depth: number,
  except: readonly string[] = [],
) {
  if (typeof value !== 'object' || value === null || depth > DEEPEST || queue.length >= MOST_VISITED) return
  queue.push({ value, place, depth, except })
}

function queueChildren({ value, place, depth }: Visit, except: readonly string[], queue: Visit[]) {
  if (Array.isArray(value)) {
    for (let key = 0; key < value.length && queue.length < MOST_VISITED; key++) {
      enqueue(queue, value[key], { parent: place, key }, depth + 1)
    }
  } else if (isJsonObject(value)) {
    for (const key in value) {
      const inner = value[key]
      if (typeof inner !== 'object' || inner === null || except.includes(key)) continue
      enqueue(queue, inner, { parent: place, key }, depth + 1)
    }
  }
}

/** Reads the lists of checks that an object holds; gives their keys. */
function readListsOf(
  object: JsonObject,
  parent: Place,
  depth: number,
  found: Record<CheckKind, FoundCheck[]>,
  queue: Visit[],
): string[] {
  const lists: string[] = []
  for (const key in object) {
    const kind = KIND_OF_LIST.get(canonicalKey(key))
    if (kind === undefined) continue
    const checks = readList(kind, object[key], { parent, key })
    if (checks === null) continue
    lists.push(key)
    for (const check of checks) {
      found[kind].push(check)
      if (check.result !== 'passed' && hasMoreBelow(check.node)) {
        enqueue(queue, check.node, check.place, depth + 2, PARTS_OF_A_CHECK)
      }
    }
  }
  return lists
}

function hasMoreBelow(node: JsonObject): boolean {
  for (const key in node) {
    if (typeof node[key] === 'object' && node[key] !== null && !PARTS_OF_A_CHECK.includes(key)) return true
  }
  return false
}

/** Reads a list of checks, a map of them, or a single one without a list; null when none is there. */
function readList(kind: CheckKind, list: unknown, place: Place): FoundCheck[] | null {
  const checks: FoundCheck[] = []
  if (Array.isArray(list)) {
    for (let key = 0; key < list.length; key++) {
      if (isJsonObject(list[key])) checks.push(readCheck(kind, list[key], null, { parent: place, key }))
    }
    return checks
  }
  if (!isJsonObject(list)) return null
  if (valueAt(list, 'is_valid', 'is_equivalent') !== undefined) return [readCheck(kind, list, null, place)]
  for (const key in list) {
    const check = readMapped(kind, list[key], key, { parent: place, key })
    if (check !== null) checks.push(check)
  }
  return checks.length > 0 ? checks : null
}

const REF_LIKE = /^[A-Z][A-Z0-9_]*(?:\.\w+)+$/

/** `{"IDENTITY_DOCUMENT.expired": {is_valid}}`, or the bare truth under its ref. [guess] */
function readMapped(kind: CheckKind, value: unknown, key: string, place: Place): FoundCheck | null {
  const ref = key.length <= LONGEST_REF_KEY && REF_LIKE.test(key) ? key : null
  if (isJsonObject(value)) return readCheck(kind, value, ref, place)
  const result = ref === null ? 'unknown' : readTruth(value)
  return result === 'unknown' ? null : { kind, ref, result, excused: false, node: {}, place }
}

const LONGEST_REF_KEY = 200

function readCheck(kind: CheckKind, node: JsonObject, key: string | null, place: Place): FoundCheck {
  const ref = textOf(valueAt(node, 'ref')) ?? key
  return { kind, ref, result: resultOf(kind, node), excused: false, node, place }
}

function excuseTwins(checks: readonly FoundCheck[]) {
  if (!checks.some(isPassedName)) return
  for (const check of checks) if (isDoubleName(check)) check.excused = check.result === 'failed'
}

const isPassedName = (check: FoundCheck) => check.result === 'passed' && isDoubleName(check)

function isDoubleName({ ref }: FoundCheck): boolean {
  return ref !== null && ref.length === DOUBLE_NAME_REF.length && ref.toLowerCase() === DOUBLE_NAME_REF
}

function resultOf(kind: CheckKind, node: JsonObject): CheckResult {
  const compares = kind === 'comparison'
  const said = readTruth(valueAt(node, compares ? 'is_equivalent' : 'is_valid'))
  if (said !== 'unknown') return said
  const saidOtherwise = valueAt(node, compares ? 'is_valid' : 'is_equivalent')
  return readTruth(saidOtherwise === undefined ? valueAt(node, ...SAID_WITHOUT) : saidOtherwise)
}

/** Where a check without `is_valid` can say it. [guess] */
const SAID_WITHOUT = ['valid', 'equivalent', 'status', 'result']

const NO: readonly string[] = ['false', '0', 'ko', 'no', 'failed', 'invalid']
const YES: readonly string[] = ['true', '1', 'ok', 'yes', 'passed', 'valid']

function readTruth(value: unknown): CheckResult {
  if (typeof value === 'boolean') return value ? 'passed' : 'failed'
  const word = textOf(value)?.toLowerCase() ?? ''
  if (NO.includes(word)) return 'failed'
  return YES.includes(word) ? 'passed' : 'unknown'
}
