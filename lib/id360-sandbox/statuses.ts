/** The statuses of an enrollment [seed, wiki]. */
export const STATUSES = ['NEW', 'STARTED', 'OK', 'KO', 'CANCELED', 'FAILED', 'DISCONTINUED'] as const

export type Status = (typeof STATUSES)[number]

export const FINAL_STATUSES = ['OK', 'KO', 'CANCELED', 'FAILED', 'DISCONTINUED'] as const

export type FinalStatus = (typeof FINAL_STATUSES)[number]

/** Whether nothing can happen to the enrollment any more [wiki]. */
export function isFinal(status: Status): status is FinalStatus {
  return status !== 'NEW' && status !== 'STARTED'
}
