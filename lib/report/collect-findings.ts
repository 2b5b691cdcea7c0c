import type { FoundCheck } from './find-checks'
import { type FoundStep, findSteps } from './find-steps'
import {
  CHECK_WITHOUT_REF,
  ENTRY_WITHOUT_CODE,
  type Finding,
  type ReasonSource,
  STEP_WITHOUT_CODE,
} from './finding'
import type { Place } from './json-path'
import { isJsonObject, type JsonObject, textOf } from './json-value'
import { readStatusCodes } from './read-status-codes'
import { findSpellings, valueAt } from './spelled-key'
import { stepOfWhere } from './step-name'

/**
 * Every failure that the five places of a report tell, in the order of the places: status codes, validations,
 * comparisons, custom checks, steps. [wiki] Nothing is merged yet; a place that is missing is skipped.
 *
 * @param checks the checks of the same report, as `findChecks` gives them
 */
export function collectFindings(report: JsonObject, checks: readonly FoundCheck[]): Finding[] {
  return [
    ...fromStatusCodes(report),
    ...checks.filter(isFailure).map(fromCheck),
    ...findSteps(report).filter(hasFailed).flatMap(fromStep),
  ]
}

/** `status_codes` repeats `all_status_codes` without `where` [client]: read last, it only adds what is not there. */
function fromStatusCodes(report: JsonObject): Finding[] {
  const keys = [
    ...findSpellings(report, ['all_status_codes', 'all_status_code']),
    ...findSpellings(report, ['status_codes']),
  ]
  return keys.flatMap((key) => fromCodes('status_code', report[key], { parent: null, key }, null))
}

function fromCodes(source: ReasonSource, value: unknown, place: Place, step: string | null): Finding[] {
  const list = `${source} ${step ?? ''} ${place?.key ?? ''}`
  return readStatusCodes(value, place).map((entry) => ({
    source,
    code: entry.code ?? ENTRY_WITHOUT_CODE,
    kind: entry.code === null ? 'none' : 'code',
    step: step ?? stepOfWhere(entry.where),
    text: entry.text,
    place: entry.place,
    list,
  }))
}

const isFailure = (check: FoundCheck) => check.result === 'failed' && !check.excused

function fromCheck(check: FoundCheck): Finding {
  const { kind, ref, node, place } = check
  const named = ref ?? textOf(valueAt(node, 'code')) ?? textOf(valueAt(node, 'name'))
  const texts = [textOf(valueAt(node, 'message')), textOf(valueAt(node, 'description'))]
  return {
    source: kind,
    code: named ?? CHECK_WITHOUT_REF[kind],
    kind: named === null ? 'none' : 'ref',
    step: null,
    // Without a ref both texts are all there is to know what was checked.
    text:
      named === null
        ? texts
            .filter((text) => text !== null)
            .reverse()
            .join(' – ') || null
        : (texts[0] ?? texts[1] ?? null),
    place,
    list: kind,
  }
}

/** [wiki] for KO; the other words are [guess]. A step without any status that gives codes has failed. */
const FAILED_WORDS = ['KO', 'NOK', 'FAILED', 'ERROR', 'INVALID']

function hasFailed(step: FoundStep): boolean {
  if (step.status !== null) return FAILED_WORDS.includes(step.status.toUpperCase())
  return codesOf(step).length > 0
}

function fromStep(step: FoundStep): Finding[] {
  const codes = codesOf(step)
  if (codes.length > 0) return codes
  return [
    {
      source: 'step',
      code: STEP_WITHOUT_CODE,
      kind: 'none',
      step: step.name,
      text: null,
      place: step.place,
      list: `step ${step.name}`,
    },
  ]
}

function codesOf(step: FoundStep): Finding[] {
  const { node, place: parent } = step
  if (!isJsonObject(node)) return []
  return findSpellings(node, ['status_codes', 'all_status_codes']).flatMap((key) =>
    fromCodes('step', node[key], { parent, key }, step.name),
  )
}
