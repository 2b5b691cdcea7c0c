import { Refusal } from '../http/refusal'
import type { Status } from '../statuses'
import type { Enrollment } from '../store/enrollment'

/** Reports stay two months, 60 days [seed, wiki]. */
const REPORT_LIFE_MS = 60 * 24 * 3600 * 1000

/** The verdicts a finished report is made for [seed]. */
const FINISHED: readonly Status[] = ['OK', 'KO']

/** What asking too early answers [guess: the guide only says it harms the person's journey]. */
const TOO_EARLY = 409

/** Whether there is a finished report, proof slip and idclaim for it. */
export function hasVerdict(enrollment: Enrollment): boolean {
  return FINISHED.includes(enrollment.status)
}

/** Whether the 60 days are over, or scripted so. */
export function isExpired(enrollment: Enrollment, now = Date.now()): boolean {
  if (enrollment.detail.report.expired) return true
  return enrollment.finishedAt !== null && now - enrollment.finishedAt > REPORT_LIFE_MS
}

/**
 * Lets a report through, or throws: 404 when it is gone, 4xx while there is no verdict.
 * A draft exists for NEW, STARTED and CANCELED [seed], and for FAILED and DISCONTINUED [guess].
 */
export function checkReport(enrollment: Enrollment, draft: boolean): void {
  if (isExpired(enrollment)) throw new Refusal(404, 'Not found.')
  if (hasVerdict(enrollment) || draft) return
  throw new Refusal(TOO_EARLY, `There is no final report: the enrollment is ${enrollment.status}.`)
}
