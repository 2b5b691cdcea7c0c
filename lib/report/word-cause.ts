import type { CheckKind } from './find-checks'
import { ENTRY_WITHOUT_CODE, type Finding, STEP_WITHOUT_CODE } from './finding'
import { printable, shorten } from './json-value'
import { labelStep } from './label-step'
import { readFieldNames } from './read-checks'
import { describeRef, knownRef, refsIn } from './read-ref'
import { identifyStep } from './step-name'
import { fill, lookUp } from './words/pick-words'
import type { Hint, Wording, Words } from './words/words'

const LONGEST_QUOTE = 300
const LONGEST_CODE = 200
const MOST_REFS = 3

/** What ID360 writes in its own words [wiki, client], and what it means. Its texts are English; French is [guess]. */
const HINTS: readonly [RegExp, Hint][] = [
  [/\bexpir(?:ed|y|é|ée)(?![a-z])/i, 'expired'],
  [/\bMRZ\b/i, 'machineReadableZone'],
  [/format is not recogni[sz]ed/i, 'format'],
]
/** Codes that are too wide for their sentence to help, so that ID360's own text is read for more. */
const HINTED_CODES = ['VLD_ID_INVALID', 'VLD_DOCUMENT_INVALID', 'MDL_INPUT_INVALID', 'UNKNOWN_ERROR']

export type WordedCause = Wording & { known: boolean }

/**
 * Says a cause in a sentence, with what to do next. What we have no words for is shown as it is, with ID360's own text,
 * and is not `known`: a code, a ref or the name of a step.
 *
 * @param toldRefs refs the report has a check for, in lower case: a general code says nothing new of them
 */
export function wordCause(cause: Finding, words: Words, toldRefs: ReadonlySet<string>): WordedCause {
  const worded = wordAny(cause, words, toldRefs)
  return { ...worded, message: printable(worded.message) }
}

function wordAny(cause: Finding, words: Words, toldRefs: ReadonlySet<string>): WordedCause {
  if (cause.kind === 'ref') return wordRef(cause, words)
  if (cause.kind === 'none') return wordNameless(cause, words)
  return wordCode(cause, words, toldRefs)
}

/** The refs that only this general code names; the others are told by a cause of their own. */
export function untoldRefs(cause: Finding, toldRefs: ReadonlySet<string>): string[] {
  if (cause.code !== 'VLD_VALIDATION_KO' && cause.code !== 'COV_FAILED') return []
  return refsIn(cause.text).filter((ref) => !toldRefs.has(ref.toLowerCase()))
}

function wordCode(cause: Finding, words: Words, toldRefs: ReadonlySet<string>): WordedCause {
  const { known: knownStep, instance } = identifyStep(cause.step ?? '')
  const wording = lookUp(words.codes, cause.code)
  if (wording === undefined) {
    const code = shorten(cause.code, LONGEST_CODE)
    const message = fill(words.unknownCode.message, { code })
    return {
      message: quoting(inStep(message, cause, words), cause, words),
      advice: words.unknownCode.advice,
      known: false,
    }
  }
  const known = cause.step === null || knownStep !== null
  const refs = untoldRefs(cause, toldRefs)
  if (refs.length > 0) return { ...wordRefs(cause, refs, wording, words), known }
  const exact = exactWording(cause, words)
  // The sentence about a step's challenge names the step already.
  const message =
    exact?.namesStep && instance === null ? exact.message : inStep((exact ?? wording).message, cause, words)
  return { message, advice: (exact ?? wording).advice, known }
}

function exactWording(cause: Finding, words: Words): (Wording & { namesStep: boolean }) | null {
  const step = identifyStep(cause.step ?? '').known
  if (cause.code === 'MDL_CHALLENGE_NOT_MET' && step !== null) {
    const challenge = words.challenges[step]
    return challenge === undefined ? null : { ...challenge, namesStep: true }
  }
  if (!HINTED_CODES.includes(cause.code)) return null
  const hint = hintOf(cause.text, words)
  if (hint !== null) return { ...hint, namesStep: false }
  if (cause.code === 'VLD_DOCUMENT_INVALID' && step === 'fake_photo_id') {
    return { ...words.forgedDocument, namesStep: true }
  }
  return null
}

function wordRefs(cause: Finding, refs: readonly string[], general: Wording, words: Words): Wording {
  const only = refs.length === 1 ? knownRef(refs[0] ?? '') : null
  if (only !== null) return { ...words.refs[only], message: inStep(words.refs[only].message, cause, words) }
  const items = refs.slice(0, MOST_REFS).map((ref) => describeRef(ref, words))
  if (refs.length > MOST_REFS) items.push('…')
  return {
    message: inStep(
      fill(words.unknownRef.validation.message, { subject: items.join(words.separator) }),
      cause,
      words,
    ),
    advice: general.advice,
  }
}

function wordRef(cause: Finding, words: Words): WordedCause {
  const ref = knownRef(cause.code)
  if (ref !== null) return { ...words.refs[ref], known: true }
  const wording = words.unknownRef[kindOf(cause)]
  const message = fill(wording.message, { subject: describeRef(cause.code, words) })
  return { message: quoting(message, cause, words), advice: wording.advice, known: false }
}

function wordNameless(cause: Finding, words: Words): WordedCause {
  if (cause.code === STEP_WITHOUT_CODE && cause.step !== null) {
    const message = fill(words.stepWithoutCode.message, { step: labelStep(cause.step, words) })
    const known = identifyStep(cause.step).known !== null
    return { message: quoting(message, cause, words), advice: words.stepWithoutCode.advice, known }
  }
  const hint = hintOf(cause.text, words)
  if (hint !== null) return { message: inStep(hint.message, cause, words), advice: hint.advice, known: false }
  if (cause.code === ENTRY_WITHOUT_CODE) {
    const message = inStep(words.codeMissing.message, cause, words)
    return { message: quoting(message, cause, words), advice: words.codeMissing.advice, known: false }
  }
  const wording = words.unknownRef[kindOf(cause)]
  const subject =
    cause.text === null
      ? (fieldsOf(cause) ?? words.nameless)
      : fill(words.quoted, { text: shorten(cause.text, LONGEST_QUOTE) })
  return { message: fill(wording.message, { subject }), advice: wording.advice, known: false }
}

/** What a check without a name is about: its fields, or the two sides of a comparison. */
function fieldsOf(cause: Finding): string | null {
  const names = cause.check === null ? [] : readFieldNames(cause.check).slice(0, MOST_REFS)
  return names.length === 0 ? null : shorten(names.join(', '), LONGEST_QUOTE)
}

function kindOf(cause: Finding): CheckKind {
  return cause.source === 'comparison' || cause.source === 'custom' ? cause.source : 'validation'
}

function hintOf(text: string | null, words: Words): Wording | null {
  const start = text?.slice(0, 2000) ?? ''
  const hint = HINTS.find(([pattern]) => pattern.test(start))?.[1]
  return hint === undefined ? null : words.hints[hint]
}

function inStep(sentence: string, cause: Finding, words: Words): string {
  if (cause.step === null) return sentence
  const detail = labelStep(cause.step, words)
  return fill(words.aside, { sentence: sentence.replace(/\.$/, ''), detail })
}

function quoting(sentence: string, cause: Finding, words: Words): string {
  if (cause.text === null) return sentence
  return `${sentence} ${fill(words.quote, { text: shorten(cause.text, LONGEST_QUOTE) })}`
}
