import type { FoundCheck } from './find-checks'
import type { Place } from './json-path'
import type { JsonObject } from './json-value'
import type { StepIdentity } from './step-name'

export type ReasonSource = 'status_code' | 'validation' | 'comparison' | 'custom' | 'step'

/** One failure, as one place of the report tells it. */
export type Finding = {
  source: ReasonSource
  /** The status code or the ref, as written. */
  code: string
  /** What the code is: `ref` of a check, `code` of ID360, or `none` when the report names nothing. */
  kind: 'code' | 'ref' | 'none'
  /** The step it is about, with its `$0`; null for the whole file. */
  step: string | null
  /** The same, split; null where `step` is null, or nothing that is known to be a step. */
  stepIdentity: StepIdentity | null
  /** What ID360 says about it. */
  text: string | null
  place: Place
  /** The check that failed; null for a code or a step. */
  check: JsonObject | null
  /** Which list it stands in: failures of one list are told apart more strictly than those of several. */
  list: string
}

/** Code of a step that is KO and gives no code. */
export const STEP_WITHOUT_CODE = 'STEP_KO'
/** Code of a status code entry that has a message and no code. */
export const ENTRY_WITHOUT_CODE = 'CODE_MISSING'
/** Codes of checks that have no ref. */
export const CHECK_WITHOUT_REF: Record<FoundCheck['kind'], string> = {
  validation: 'VALIDATION_KO',
  comparison: 'COMPARISON_KO',
  custom: 'CUSTOM_KO',
}
