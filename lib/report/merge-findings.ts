import { type Finding, STEP_WITHOUT_CODE } from './finding'
import { identifyStep, mayBeSameStep } from './step-name'

/** One cause, with every finding that tells it; the first one found speaks for it. */
export type Cause = Finding & { others: Finding[]; lists: Set<string> }

/** How many causes with one code a finding is compared with; real reports have a handful. */
const MOST_COMPARED = 64

/**
 * Merges the findings that tell one cause:
 * - checks with one ref, whatever list they stand in;
 * - status codes with one code about one step, told by several lists; in one list only when they also say the same;
 * - a KO step without a code, and a code that is about this step.
 * The order is that of the first finding of each.
 */
export function mergeFindings(findings: readonly Finding[]): Cause[] {
  const causes: Cause[] = []
  const byKey = new Map<string, Cause[]>()
  for (const list of byList(findings)) {
    const left = list.filter((finding) => !join(finding, saysTheSame))
    for (const finding of left) {
      if (!join(finding, saysTheSame) && !join(finding, saysOtherElsewhere)) open(finding)
    }
  }
  return withoutToldSteps(causes)

  function join(finding: Finding, matches: (cause: Cause, finding: Finding) => boolean): boolean {
    const candidates = byKey.get(keyOf(finding)) ?? []
    const cause = candidates.find((candidate) => matches(candidate, finding))
    if (cause === undefined) return false
    cause.others.push(finding)
    cause.lists.add(finding.list)
    cause.text ??= finding.text
    cause.step = moreExact(cause.step, finding.step)
    return true
  }

  function open(finding: Finding) {
    const cause = { ...finding, others: [], lists: new Set([finding.list]) }
    causes.push(cause)
    const sameKey = byKey.get(keyOf(finding))
    if (sameKey === undefined) byKey.set(keyOf(finding), [cause])
    else if (sameKey.length < MOST_COMPARED) sameKey.push(cause)
  }
}

function byList(findings: readonly Finding[]): Finding[][] {
  return [...Map.groupBy(findings, (finding) => finding.list).values()]
}

/** What two findings must share to be compared at all. A name check is one cause whatever the case of its ref. */
function keyOf(finding: Finding): string {
  if (finding.kind === 'ref') return `ref ${finding.code.toLowerCase()}`
  if (finding.kind === 'code') return `code ${finding.code}`
  return `none ${finding.code} ${finding.text ?? finding.step}`
}

function saysTheSame(cause: Cause, finding: Finding): boolean {
  if (finding.kind === 'ref') return true
  return cause.text === finding.text && mayBeSameStep(cause.step, finding.step)
}

function saysOtherElsewhere(cause: Cause, finding: Finding): boolean {
  const differs = cause.text !== null && finding.text !== null
  if (differs && cause.lists.has(finding.list)) return false
  return mayBeSameStep(cause.step, finding.step)
}

function moreExact(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return identifyStep(one).instance === null ? other : one
}

function withoutToldSteps(causes: readonly Cause[]): Cause[] {
  const told = Map.groupBy(
    causes.filter((cause) => cause.kind === 'code' && cause.step !== null),
    (cause) => baseOf(cause),
  )
  return causes.filter((cause) => {
    if (cause.code !== STEP_WITHOUT_CODE || cause.kind !== 'none') return true
    const candidates = (told.get(baseOf(cause)) ?? []).slice(0, MOST_COMPARED)
    const teller = candidates.find((other) => mayBeSameStep(other.step, cause.step))
    teller?.others.push(cause)
    return teller === undefined
  })
}

const baseOf = (cause: Cause) => identifyStep(cause.step ?? '').base.toLowerCase()
