import type { TimelineEntry } from '@/lib/enrollments/read-timeline'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { labelStep } from '@/lib/report/label-step'
import { stepResult } from '../_steps/step-result'
import { assistedSentence } from './assisted-sentence'
import type { TimelineWords } from './timeline-words'

/** One thing that happened, as one sentence. Names and statuses that nobody knows stand as ID360 wrote them. */
export function entrySentence(words: TimelineWords, entry: TimelineEntry): string {
  if (entry.type === 'callback') return callbackSentence(words, entry)
  if (entry.type === 'quarantine') return words.t('act.quarantined')
  return actSentence(words, entry)
}

type CallbackEntry = Extract<TimelineEntry, { type: 'callback' }>

function callbackSentence(words: TimelineWords, entry: CallbackEntry): string {
  const { t } = words
  const { source, kind, status, stepName, done } = entry
  if (source === 'reconciliation') return t('answered', { status: status || t('statusless') })
  if (kind === 'final') return dynamicMessage(t, `final.${status}`) ?? t('statusTold', { status })
  if (stepName !== null) return stepSentence(words, stepName, entry.stepStatus)
  if (status === 'STARTED') return (done ?? 0) > 0 ? t('moved') : t('begun')
  return status === '' ? t('statusless') : t('statusTold', { status })
}

function stepSentence({ t, report }: TimelineWords, name: string, status: string | null): string {
  const result = stepResult(status)
  const label = labelStep(name, report)
  if (result === 'other')
    return status === null ? t('stepTold', { label }) : t('stepOther', { label, status })
  const [base = name, occurrence] = name.split('$')
  const sentence = dynamicMessage(t, `step.${base}.${result}`)
  if (sentence === null) return t(result === 'passed' ? 'stepPassed' : 'stepFailed', { label })
  const place = Number(occurrence)
  return Number.isInteger(place) && place > 0 ? t('nth', { sentence, place: place + 1 }) : sentence
}

type AuditEntry = Extract<TimelineEntry, { type: 'audit' }>

const ACT = {
  'enrollment.requested': 'requested',
  'enrollment.created': 'created',
  'enrollment.refused': 'refused',
  'enrollment.unconfirmed': 'unconfirmed',
  'enrollment.reconciled': 'reconciled',
  'enrollment.erased': 'erased',
  'enrollment.evidence_erased': 'evidenceErased',
  'callback.payload_read': 'payloadRead',
  'evidence.verdict_confirmed': 'confirmed',
  'evidence.verdict_contradicted': 'contradicted',
  'evidence.original_downloaded': 'originalDownloaded',
  'evidence.draft_viewed': 'draftViewed',
  'evidence.compared': 'compared',
  'evidence.recapture_asked': 'recaptureAsked',
  'evidence.damaged': 'damaged',
  'evidence.restored': 'restored',
  'evidence.pack_downloaded': 'packDownloaded',
  'evidence.pack_original_downloaded': 'packOriginalDownloaded',
} as const

/** Acts that say which kind of evidence they are about. */
const ACT_ON_EVIDENCE = {
  'evidence.captured': 'captured',
  'evidence.capture_failed': 'captureFailed',
  'evidence.retried': 'retried',
  'evidence.viewed': 'viewed',
  'evidence.downloaded': 'downloaded',
} as const

const isIn = <Acts extends object>(acts: Acts, action: PropertyKey): action is keyof Acts =>
  Object.hasOwn(acts, action)

function actSentence(words: TimelineWords, entry: AuditEntry): string {
  const { t } = words
  const { action, details } = entry
  const assisted = assistedSentence(words, entry)
  if (assisted !== null) return assisted
  if (isIn(ACT, action)) return t(`act.${ACT[action]}`)
  if (isIn(ACT_ON_EVIDENCE, action)) {
    return t(`act.${ACT_ON_EVIDENCE[action]}`, { kind: String(details.kind ?? 'report') })
  }
  if (action === 'enrollment.link_shown') {
    const { language } = details
    return language === 'fr' || language === 'en' ? t('act.linkShownIn', { language }) : t('act.linkShown')
  }
  if (action === 'enrollment.personal_revealed') {
    return t('act.personalRevealed', { reason: String(details.reason) })
  }
  if (action === 'enrollment.settled') {
    if (details.by === 'callback') return t('act.settledByCallback')
    return t(details.decision === 'not_created' ? 'act.settledNotCreated' : 'act.settledExists')
  }
  return action
}
