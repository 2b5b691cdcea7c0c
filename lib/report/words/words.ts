import type { DOCUMENT_TYPES, Ref, StatusCode, StepName } from '../known-names'

export type ReportLanguage = 'fr' | 'en'

/** What a reader is told: one short sentence, and what to do next. */
export type Wording = { message: string; advice: string }

/** A failure that ID360 describes in its own text only, and that we recognise there. */
export type Hint = 'expired' | 'machineReadableZone' | 'format'

/** Everything that is said about a report, in one language. `{…}` is filled in. */
export type Words = {
  codes: Record<StatusCode, Wording>
  /** MDL_CHALLENGE_NOT_MET, by the step whose challenge it was. */
  challenges: Partial<Record<StepName, Wording>>
  refs: Record<Ref, Wording>
  hints: Record<Hint, Wording>
  /** A document that `fake_photo_id` refuses. */
  forgedDocument: Wording
  unknownCode: Wording
  codeMissing: Wording
  stepWithoutCode: Wording
  noReason: Wording
  onlyReason: Wording
  notAReport: Wording
  /** `{count}` reasons that are not told one by one. */
  moreReasons: Wording
  /** In the place of a check's name, when the report gives none. */
  nameless: string
  unknownRef: Record<'validation' | 'comparison' | 'custom', Wording>
  steps: Record<StepName, string>
  /** `{step}`, `{number}` (from 1). */
  stepInstance: string
  /** The families of refs, the part before the first point. */
  families: Record<string, string>
  /** The fields of refs, the part after the last point. */
  fields: Record<string, string>
  documentTypes: Record<(typeof DOCUMENT_TYPES)[number], string>
  /** `{text}` is what ID360 wrote. */
  quote: string
  /** `{sentence}`, `{detail}`: something put after a sentence, before its point. */
  aside: string
  /** `{text}` between the quotation marks of the language. */
  quoted: string
  /** Between the items of a list that have commas of their own. */
  separator: string
}
