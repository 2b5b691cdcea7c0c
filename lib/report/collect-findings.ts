import type { FoundCheck } from './find-checks'
import { type FoundStep, findSteps } from './find-steps'
import { CHECK_WITHOUT_REF, ENTRY_WITHOUT_CODE, type Finding, STEP_WITHOUT_CODE } from './finding'
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
  const steps = findSteps(report)
  const names = new Set(steps.map(({ identity }) => identity.key))
  // `status_codes` repeats `all_status_codes` without `where` [client]: read last, it only adds what is not there.
  for (const name of ['all_status_codes', 'status_codes']) {
    for (const key of findSpellings(report, [name])) {
      addCodes(findings, { source: 'status_code', step: null, names }, report[key], { parent: null, key })
    }
  }
  for (const check of checks) {
    if (check.result === 'failed' && !check.excused) findings.push(fromCheck(check))
  }
  for (const step of steps) if (hasFailed(step)) addStep(findings, step)
  return findings
}

/** Where codes stand; `names` are the steps of the report without their instance, in lower case. */
type Origin =
  | { source: 'status_code'; step: null; names: ReadonlySet<string> }
  | { source: 'step'; step: FoundStep }

function addCodes(findings: Finding[], origin: Origin, value: unknown, place: Place) {
  const { source, step } = origin
  const list = `${source} ${step?.name ?? ''} ${place?.key ?? ''}`
  const own = step?.identity ?? null
  let where: string | null = null
  let there: StepIdentity | null = null
  for (const entry of readStatusCodes(value, place)) {
    if (step === null && entry.where !== where) {
      where = entry.where
      there = step === null ? stepThere(stepOfWhere(where), origin.names) : null
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

/** A `where` that is no step anybody knows, nor one of the report, is another name for where something failed. */
function stepThere(where: string | null, names: ReadonlySet<string>): StepIdentity | null {
  const named = where === null ? null : identifyStep(where)
  return named !== null && (named.known !== null || names.has(named.key)) ? named : null
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
    stepIdentity: step.identity,
    text: textOf(valueAt(step.node, 'message')) ?? textOf(valueAt(step.node, 'reason')),
    place: step.place,
    check: null,
    list: step.name,
  })
}

function addCodesOf(step: FoundStep, findings: Finding[]) {
  const { node, place: parent } = step
  for (const key of findSpellings(node, ['status_codes', 'all_status_codes'])) {
    addCodes(findings, { source: 'step', step }, node[key], { parent, key })
  }
}
