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
const MOST_COMPARED = 64

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
    // First what says the very same, so that two texts of one list find their own twins in another.
    if (!join(finding, firstKnown(known, finding), saysTheSame)) left.push(finding)
    if (findings[index + 1]?.list === finding.list) return
    for (const one of left) settle(one)
    left = []
  })
  return withoutToldSteps(causes)

  function settle(finding: Finding) {
    const first = firstKnown(known, finding)
    if (join(finding, first, saysTheSame) || join(finding, first, saysOtherElsewhere)) return
    const cause = toCause(finding)
    causes.push(cause)
    if (first === null) known[finding.kind].set(keyOf(finding), cause)
    else append(first, cause)
  }
}

type Known = Record<Finding['kind'], Map<string, Cause>>

function firstKnown(known: Known, finding: Finding): Cause | null {
  return known[finding.kind].get(keyOf(finding)) ?? null
}

function toCause({ source, code, kind, step, stepIdentity, text, place, check, list }: Finding): Cause {
  const told = { source, code, kind, step, stepIdentity, text, place, check, list }
  return { ...told, others: [], lastList: list, next: null }
}

function append(first: Cause, cause: Cause) {
  let last = first
  let compared = 1
  for (; last.next !== null; last = last.next) compared += 1
  if (compared < MOST_COMPARED) last.next = cause
}

function join(
  finding: Finding,
  first: Cause | null,
  matches: (cause: Cause, finding: Finding) => boolean,
): boolean {
  for (let cause = first; cause !== null; cause = cause.next) {
    if (!matches(cause, finding)) continue
    cause.others.push(finding)
    cause.lastList = finding.list
    cause.text ??= finding.text
    takeMoreExactStep(cause, finding)
    return true
  }
  return false
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
  return (
    cause.code === finding.code &&
    cause.text === finding.text &&
    mayBeSameStep(cause.stepIdentity, finding.stepIdentity)
  )
}

function saysOtherElsewhere(cause: Cause, finding: Finding): boolean {
  if (cause.code !== finding.code) return false
  const differs = cause.text !== null && finding.text !== null
  if (differs && cause.lastList === finding.list) return false
  return mayBeSameStep(cause.stepIdentity, finding.stepIdentity)
}

function takeMoreExactStep(cause: Cause, finding: Finding) {
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
const baseOf = (cause: Cause) => cause.stepIdentity?.base.toLowerCase() ?? ''
