import { type CheckKind, type CheckResult, type FoundCheck, findChecks } from './find-checks'
import { writePath } from './json-path'
import { isJsonObject, type JsonObject, shorten, textOf } from './json-value'
import { knownRef } from './read-ref'
import { valueAt } from './spelled-key'

/** One side of a comparison: which field it is, and its value. Either can be missing. */
export type ComparedField = { name: string | null; value: string | null }

/** One check of the validator report. */
export type ReportCheck = {
  kind: CheckKind
  ref: string | null
  /** Whether we have words for its ref; an unknown one is shown as it is, flagged. */
  known: boolean
  result: CheckResult
  /** It failed, but `IDENTITY.NAME.name` stands twice and the other one passed: it counts as a pass. [wiki] */
  excused: boolean
  path: string
  /** Fields that a validation or a custom rule is about. */
  fields: string[]
  /** What was given, for a comparison. */
  field1: ComparedField | null
  /** What was read, for a comparison. */
  field2: ComparedField | null
  description: string | null
  message: string | null
}

const LONGEST_VALUE = 500
const MOST_FIELDS = 50

/** The checks of a report: validations, comparisons, then custom rules, in its order. Pure; never throws. */
export function readChecks(report: unknown): ReportCheck[] {
  return findChecks(report).map(readCheck)
}

function readCheck({ kind, ref, result, excused, node, place }: FoundCheck): ReportCheck {
  const compares = kind === 'comparison' || valueAt(node, 'field1', 'field2') !== undefined
  return {
    kind,
    ref,
    known: ref !== null && knownRef(ref) !== null,
    result,
    excused,
    path: writePath(place),
    fields: readFields(valueAt(node, 'fields', 'field')),
    field1: compares ? readField(node, 'field1', 'value1') : null,
    field2: compares ? readField(node, 'field2', 'value2') : null,
    description: textOf(valueAt(node, 'description')),
    message: textOf(valueAt(node, 'message')),
  }
}

/** The names of what a check is about: its fields, then the two sides of a comparison; the values are left out. */
export function readFieldNames(node: JsonObject): string[] {
  const sides = [readField(node, 'field1', 'value1'), readField(node, 'field2', 'value2')]
  const names = [...readFields(valueAt(node, 'fields', 'field')), ...sides.map((side) => side?.name ?? null)]
  return [...new Set(names.filter((name) => name !== null))]
}

function readFields(fields: unknown): string[] {
  const list = Array.isArray(fields) ? fields.slice(0, MOST_FIELDS) : fields === undefined ? [] : [fields]
  return list.flatMap((field) => {
    const { name, value } = describeField(field)
    const shown = name ?? value
    return shown === null ? [] : [shown]
  })
}

/**
 * A side is an object [wiki], whose keys nobody documents: the likely names of a field and of a value are looked for
 * [guess]. It can also be a bare text, with the value beside it in `value1`, `value2` [guess].
 */
function readField(node: JsonObject, field: string, beside: string): ComparedField | null {
  const { name, value } = describeField(valueAt(node, field))
  const valueBeside = showValue(valueAt(node, beside))
  if (isJsonObject(valueAt(node, field)) || valueBeside !== null) return { name, value: value ?? valueBeside }
  // A bare text alone: a path names a field, anything else is the value itself.
  if (name === null) return null
  return /^[a-z_]\w*(?:\.\w+)+$/i.test(name) ? { name, value: null } : { name: null, value: name }
}

function describeField(field: unknown): ComparedField {
  if (!isJsonObject(field)) return { name: showValue(field), value: null }
  const name = ['name', 'path', 'field', 'ref', 'key', 'label'].map((key) => showValue(valueAt(field, key)))
  const origin = ['source', 'document', 'step'].map((key) => showValue(valueAt(field, key)))
  const value = ['value', 'data', 'content', 'text'].map((key) => showValue(valueAt(field, key)))
  const first = (texts: readonly (string | null)[]) => texts.find((text) => text !== null) ?? null
  const named = [first(origin), first(name)].filter((part) => part !== null).join(' · ')
  const known = named !== '' || first(value) !== null
  return known ? { name: named || null, value: first(value) } : { name: null, value: showValue(field) }
}

function showValue(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) {
    const text = textOf(value)
    return text === null ? null : shorten(text, LONGEST_VALUE)
  }
  return summarizeObject(value)
}

/** The plain values of an object or a list; what is nested deeper is left to the tree. */
function summarizeObject(value: object): string | null {
  const parts: string[] = []
  for (const [key, inner] of Object.entries(value).slice(0, 10)) {
    const text = typeof inner === 'boolean' ? String(inner) : textOf(inner)
    if (text !== null) parts.push(Array.isArray(value) ? text : `${key}: ${text}`)
  }
  return parts.length === 0 ? null : shorten(parts.join(', '), LONGEST_VALUE)
}
