import { type Finding, STEP_WITHOUT_CODE } from './finding'
import { mayBeSameStep } from './step-name'

/** One cause, with every finding that tells it; the first one found speaks for it. */
export type Cause = Finding & {
  others: Finding[]
  /** The list of the last finding that told it. */
  lastList: string
  /** The next cause with the same key. */
  next: Cause | null
}

/** How many causes with one code a finding is compared with; real reports have a handful. */
const MOST_COMPARED = 32

/**
 * Merges the findings that tell one cause:
 * - checks with one ref, whatever list they stand in;
 * - status codes with one code about one step, told by several lists; in one list only when they also say the same;
 * - a KO step without a code, and a code that is about this step.
 * The order is that of the first finding of each.
 *
 * @param findings those of one list beside each other
 */
export function mergeFindings(findings: readonly Finding[]): Cause[] {
  const causes: Cause[] = []
  const known: Known = { ref: new Map(), code: new Map(), none: new Map() }
  let left: Finding[] = []
  findings.forEach((finding, index) => {
    const isLast = findings[index + 1]?.list !== finding.list
    // First what says the very same, so that two texts of one list find their own twins in another.
    if (isLast && left.length === 0) settle(finding)
    else if (!joinSame(finding, firstKnown(known, finding))) left.push(finding)
    if (!isLast) return
    for (const one of left) settle(one)
    left = []
  })
  return withoutToldSteps(causes)

  /** Joins the cause that says the same, else one that another list told, else opens one. In one walk. */
  function settle(finding: Finding) {
    let elsewhere: Cause | null = null
    let last: Cause | null = null
    let compared = 0
    for (let cause = firstKnown(known, finding); cause !== null; cause = cause.next) {
      if (saysTheSame(cause, finding)) return join(cause, finding)
      if (elsewhere === null && saysOtherElsewhere(cause, finding)) elsewhere = cause
      last = cause
      compared += 1
    }
    if (elsewhere !== null) return join(elsewhere, finding)
    const opened = toCause(finding)
    causes.push(opened)
    if (last === null) known[finding.kind].set(keyOf(finding), opened)
    else if (compared < MOST_COMPARED) last.next = opened
  }
}

type Known = Record<Finding['kind'], Map<string, Cause>>

function firstKnown(known: Known, finding: Finding): Cause | null {
  return known[finding.kind].get(keyOf(finding)) ?? null
}

function toCause({ source, code, kind, step, stepIdentity, text, place, check, list }: Finding): Cause {
  const merged = { others: [], lastList: list, next: null }
  return { source, code, kind, step, stepIdentity, text, place, check, list, ...merged }
}

function joinSame(finding: Finding, first: Cause | null): boolean {
  for (let cause = first; cause !== null; cause = cause.next) {
    if (!saysTheSame(cause, finding)) continue
    join(cause, finding)
    return true
  }
  return false
}

function join(cause: Cause, finding: Finding) {
  cause.others.push(finding)
  cause.lastList = finding.list
  cause.text ??= finding.text
  takeMoreExactStep(cause, finding)
}

/** What two findings of one kind must share to be compared at all. A check is one cause whatever the case of its ref. */
function keyOf(finding: Finding): string {
  if (finding.kind === 'code') return finding.code
  if (finding.kind === 'ref') return finding.code.toLowerCase()
  // A step without a code, told by its name alone: not written anew for each of 200,000.
  return finding.text === null && finding.step !== null
    ? finding.step
    : `${finding.code} ${finding.text ?? ''}`
}

function saysTheSame(cause: Cause, finding: Finding): boolean {
  if (finding.kind === 'ref') return true
  return cause.code === finding.code && cause.text === finding.text && isSamePlace(cause, finding)
}

function saysOtherElsewhere(cause: Cause, finding: Finding): boolean {
  if (cause.code !== finding.code) return false
  const differs = cause.text !== null && finding.text !== null
  if (differs && cause.lastList === finding.list) return false
  return isSamePlace(cause, finding)
}

/** A place that is no step can be any; but one list that names two such places means two. */
function isSamePlace(cause: Cause, finding: Finding): boolean {
  if (cause.stepIdentity !== null && finding.stepIdentity !== null) {
    return mayBeSameStep(cause.stepIdentity, finding.stepIdentity)
  }
  if (cause.step === null || finding.step === null || cause.step === finding.step) return true
  return cause.list !== finding.list && cause.lastList !== finding.list
}

function takeMoreExactStep(cause: Cause, finding: Finding) {
  cause.step ??= finding.step
  if (finding.stepIdentity === null || (cause.stepIdentity !== null && cause.stepIdentity.instance !== null))
    return
  cause.step = finding.step
  cause.stepIdentity = finding.stepIdentity
}

function withoutToldSteps(causes: readonly Cause[]): Cause[] {
  if (!causes.some(isStepWithoutCode)) return [...causes]
  const told = new Map<string, Cause[]>()
  for (const cause of causes) {
    if (cause.kind !== 'code' || cause.stepIdentity === null) continue
    const tellers = told.get(baseOf(cause))
    if (tellers === undefined) told.set(baseOf(cause), [cause])
    else if (tellers.length < MOST_COMPARED) tellers.push(cause)
  }
  if (told.size === 0) return [...causes]
  return causes.filter((cause) => {
    if (!isStepWithoutCode(cause)) return true
    const teller = told
      .get(baseOf(cause))
      ?.find((other) => mayBeSameStep(other.stepIdentity, cause.stepIdentity))
    teller?.others.push(cause)
    return teller === undefined
  })
}

const isStepWithoutCode = (cause: Cause) => cause.kind === 'none' && cause.code === STEP_WITHOUT_CODE
const baseOf = (cause: Cause) => cause.stepIdentity?.key ?? ''
