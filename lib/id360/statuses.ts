/** Every status an enrollment is known to have, in the order a file goes through them. [seed, wiki] */
export const ID360_STATUSES = ['NEW', 'STARTED', 'OK', 'KO', 'CANCELED', 'FAILED', 'DISCONTINUED'] as const

export type Id360Status = (typeof ID360_STATUSES)[number]

/** Statuses after which a file no longer changes. [seed, wiki] */
export const FINAL_STATUSES = ['OK', 'KO', 'CANCELED', 'FAILED', 'DISCONTINUED'] as const

export type Id360FinalStatus = (typeof FINAL_STATUSES)[number]

/** Whether `status` is one of the known statuses; ID360 may add others, which are kept and shown. */
export function isKnownStatus(status: string): status is Id360Status {
  return (ID360_STATUSES as readonly string[]).includes(status)
}

/** Whether a file with this status no longer changes. An unknown status is not final: nobody knows it is. */
export function isFinalStatus(status: string): status is Id360FinalStatus {
  return (FINAL_STATUSES as readonly string[]).includes(status)
}
