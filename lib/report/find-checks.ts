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

/** `IDENTITY.NAME.name` stands for the usage name and for the birth name; one success is a pass. [wiki] */
const DOUBLE_NAME_REF = 'identity.name.name'

/** The lists are at level 2 of real reports. Both limits only stop reports made to exhaust us. */
const DEEPEST = 40
const MOST_VISITED = 100_000

/**
 * Every check of the report: `validations[]`, `comparisons[]`, `customs[]` wherever they are below
 * `finalizer_reports` (or at the root, alone or in a `validator_report`), in the order of these three places.
 * Below a check that passed nothing is read: it has passed.
 */
export function findChecks(report: unknown): FoundCheck[] {
  if (!isJsonObject(report)) return []
  const roots = findSpellings(report, ['finalizer_reports', 'validator_report'])
  const found: FoundCheck[] = []
  const queue: { value: unknown; place: Place; depth: number }[] = roots.map((key) => ({
    value: report[key],
    place: { parent: null, key },
    depth: 0,
  }))
  readLists(checkLists(report, null), 0)
  // The queue grows while it is walked: level by level, so that a limit cuts the deepest.
  for (let at = 0; at < queue.length && at < MOST_VISITED; at++) {
    const { value, place, depth } = queue[at] ?? { value: null, place: null, depth: 0 }
    const lists = isJsonObject(value) ? checkLists(value, place) : []
    readLists(lists, depth)
    queueChildren(value, place, depth + 1, new Set(lists.map((list) => list.key)))
  }
  const order = [...KIND_OF_LIST.values()]
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))

  function readLists(lists: readonly { checks: FoundCheck[] }[], depth: number) {
    for (const check of lists.flatMap(({ checks }) => checks)) {
      found.push(check)
      if (check.result !== 'passed' && !check.excused) enqueue(check.node, check.place, depth + 2)
    }
  }

  function enqueue(value: object, place: Place, depth: number) {
    if (depth <= DEEPEST && queue.length < MOST_VISITED) queue.push({ value, place, depth })
  }

  function queueChildren(value: unknown, parent: Place, depth: number, except?: ReadonlySet<string>) {
    if (depth > DEEPEST || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (let key = 0; key < value.length && queue.length < MOST_VISITED; key++) add(value[key], key)
    } else if (isJsonObject(value)) {
      for (const key in value) if (!except?.has(key)) add(value[key], key)
    }

    function add(child: unknown, key: string | number) {
      if (typeof child === 'object' && child !== null) {
        enqueue(child, { parent, key }, depth)
      }
    }
  }
}

function checkLists(object: JsonObject, place: Place) {
  const lists: { key: string; checks: FoundCheck[] }[] = []
  for (const key in object) {
    const kind = KIND_OF_LIST.get(canonicalKey(key))
    if (kind === undefined) continue
    const checks = readList(kind, object[key], { parent: place, key })
    if (checks !== null) lists.push({ key, checks })
  }
  return lists
}

/** Reads a list of checks, a map of them, or a single one without a list; null when none is there. */
function readList(kind: CheckKind, list: unknown, place: Place): FoundCheck[] | null {
  const checks = readEntries(list, place).flatMap(([node, at]): FoundCheck[] => {
    if (!isJsonObject(node)) return []
    const ref = textOf(valueAt(node, 'ref'))
    return [{ kind, ref, result: resultOf(kind, node), excused: false, node, place: at }]
  })
  if (checks.length === 0 && !Array.isArray(list)) return null
  const oneNamePassed = checks.some((check) => isDoubleName(check) && check.result === 'passed')
  if (!oneNamePassed) return checks
  return checks.map((check) => ({ ...check, excused: isDoubleName(check) && check.result === 'failed' }))
}

function readEntries(list: unknown, place: Place): [unknown, Place][] {
  if (Array.isArray(list)) return list.map((node, key) => [node, { parent: place, key }])
  if (!isJsonObject(list)) return []
  if (valueAt(list, 'is_valid', 'is_equivalent') !== undefined) return [[list, place]]
  return Object.entries(list).map(([key, node]) => [node, { parent: place, key }])
}

function isDoubleName(check: FoundCheck): boolean {
  return check.ref?.toLowerCase() === DOUBLE_NAME_REF
}

function resultOf(kind: CheckKind, node: JsonObject): CheckResult {
  const [first, second] =
    kind === 'comparison' ? ['is_equivalent', 'is_valid'] : ['is_valid', 'is_equivalent']
  const said = readTruth(valueAt(node, first))
  return said === 'unknown' ? readTruth(valueAt(node, second)) : said
}

function readTruth(value: unknown): CheckResult {
  const word = typeof value === 'boolean' ? String(value) : (textOf(value)?.toLowerCase() ?? '')
  if (['false', '0', 'ko', 'no'].includes(word)) return 'failed'
  return ['true', '1', 'ok', 'yes'].includes(word) ? 'passed' : 'unknown'
}
