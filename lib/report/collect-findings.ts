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
import { type JsonObject, textOf } from './json-value'
import { knownRef } from './read-ref'
import { readStatusCodes } from './read-status-codes'
import { findSpellings, valueAt } from './spelled-key'
import { identifyStep, type StepIdentity, stepOfWhere } from './step-name'

/**
 * Every failure that the five places of a report tell, in the order of the places: status codes, validations,
 * comparisons, custom checks, steps. [wiki] Nothing is merged yet; a place that is missing is skipped.
 *
 * @param checks the checks of the same report, as `findChecks` gives them
 */
export function collectFindings(report: JsonObject, checks: readonly FoundCheck[]): Finding[] {
  const findings: Finding[] = []
  // `status_codes` repeats `all_status_codes` without `where` [client]: read last, it only adds what is not there.
  for (const name of ['all_status_codes', 'status_codes']) {
    for (const key of findSpellings(report, [name])) {
      addCodes(findings, 'status_code', report[key], { parent: null, key }, null)
    }
  }
  for (const check of checks) {
    if (check.result === 'failed' && !check.excused) findings.push(fromCheck(check))
  }
  for (const step of findSteps(report)) if (hasFailed(step)) addStep(findings, step)
  return findings
}

function addCodes(
  findings: Finding[],
  source: ReasonSource,
  value: unknown,
  place: Place,
  step: FoundStep | null,
) {
  const list = `${source} ${step?.name ?? ''} ${place?.key ?? ''}`
  const own = step === null ? null : identifyStep(step.name)
  let where: string | null = null
  let there: StepIdentity | null = null
  for (const entry of readStatusCodes(value, place)) {
    if (step === null && entry.where !== where) {
      where = entry.where
      const name = stepOfWhere(where)
      there = name === null ? null : identifyStep(name)
    }
    findings.push({
      source,
      code: entry.code ?? ENTRY_WITHOUT_CODE,
      kind: entry.code === null ? 'none' : knownRef(entry.code) === null ? 'code' : 'ref',
      step: step === null ? stepOfWhere(entry.where) : step.name,
      stepIdentity: own ?? there,
      text: entry.text,
      place: entry.place,
      check: null,
      list,
    })
  }
}

function fromCheck({ kind, ref, node, place }: FoundCheck): Finding {
  const named = ref ?? textOf(valueAt(node, 'code')) ?? textOf(valueAt(node, 'name'))
  const message = textOf(valueAt(node, 'message'))
  return {
    source: kind,
    code: named ?? CHECK_WITHOUT_REF[kind],
    kind: named === null ? 'none' : 'ref',
    step: null,
    stepIdentity: null,
    text: named === null ? bothTexts(message, node) : (message ?? textOf(valueAt(node, 'description'))),
    place,
    check: node,
    list: kind,
  }
}

/** Without a ref both texts are all there is to know what was checked. */
function bothTexts(message: string | null, node: JsonObject): string | null {
  const description = textOf(valueAt(node, 'description'))
  return message !== null && description !== null ? `${description} – ${message}` : (message ?? description)
}

/** [wiki] for KO; the other words are [guess]. A step without any status that gives codes has failed. */
const FAILED_WORDS: readonly string[] = ['KO', 'NOK', 'FAILED', 'ERROR', 'INVALID']

function hasFailed(step: FoundStep): boolean {
  if (step.status !== null) return FAILED_WORDS.includes(step.status.toUpperCase())
  const codes: Finding[] = []
  addCodesOf(step, codes)
  return codes.length > 0
}

function addStep(findings: Finding[], step: FoundStep) {
  const before = findings.length
  addCodesOf(step, findings)
  if (findings.length > before) return
  findings.push({
    source: 'step',
    code: STEP_WITHOUT_CODE,
    kind: 'none',
    step: step.name,
    stepIdentity: identifyStep(step.name),
    text: textOf(valueAt(step.node, 'message')) ?? textOf(valueAt(step.node, 'reason')),
    place: step.place,
    check: null,
    list: step.name,
  })
}

function addCodesOf(step: FoundStep, findings: Finding[]) {
  const { node, place: parent } = step
  for (const key of findSpellings(node, ['status_codes', 'all_status_codes'])) {
    addCodes(findings, 'step', node[key], { parent, key }, step)
  }
}
