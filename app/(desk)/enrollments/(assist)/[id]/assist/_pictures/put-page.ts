import type { AssistedPageView } from '@/lib/assisted/assisted-view'
import type { Place } from './picture'

/** A key below `errors`, with its values, as the desk's edges answer it. */
export type PageError = { key: string; values?: Record<string, string | number> }

export type PutOutcome =
  | { sent: AssistedPageView }
  /** The line between this browser and the desk, or between the desk and ID360, broke: worth another try. */
  | { lost: PageError }
  | { refused: PageError }
  | { stopped: true }

const LOST: PageError = { key: 'offline' }
const BROKEN: PageError = { key: 'brokenAction' }

/** Failures that another try may mend by itself: between the desk and ID360, or of a try the desk has not yet seen end. */
const PASSING = new Set([
  'assisted.unreachable',
  'assisted.broken',
  'assisted.timedOut',
  'assisted.rateLimited',
  'assisted.canceled',
  'BUSY',
])
/** After a lost connection the desk may still wait for the rest of the first try. */
const UNDER_WAY = 'assisted.pageUnderWay'

/** Sends the bytes of one page; `onProgress` hears how many have left (fetch cannot tell, XMLHttpRequest can). */
export function putPage(
  enrollmentId: string,
  { document, page }: Place,
  totalPages: number,
  bytes: Blob,
  {
    signal,
    again,
    onProgress,
  }: {
    signal: AbortSignal
    /** This page was tried a moment ago. */
    again: boolean
    onProgress: (sent: number) => void
  },
): Promise<PutOutcome> {
  return new Promise((settle) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const end = (outcome: PutOutcome) => {
      signal.removeEventListener('abort', stop)
      settle(outcome)
    }
    request.open(
      'PUT',
      `/api/enrollments/${encodeURIComponent(enrollmentId)}/assist/${document}/${page}?total=${totalPages}`,
    )
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', bytes.type || 'application/octet-stream')
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, bytes.size))
    request.onload = () => end(read(request, again))
    request.onerror = () => end({ lost: LOST })
    request.onabort = () => end({ stopped: true })
    if (signal.aborted) return settle({ stopped: true })
    signal.addEventListener('abort', stop)
    request.send(bytes)
  })
}

function read({ status, response }: XMLHttpRequest, again: boolean): PutOutcome {
  if (status === 200 && response?.state === 'sent') return { sent: response as AssistedPageView }
  const error = errorOf(response)
  // A gateway in between answers with a page of its own.
  if (!error) return status >= 502 && status <= 504 ? { lost: LOST } : { refused: BROKEN }
  const passes = PASSING.has(error.key) || (again && error.key === UNDER_WAY)
  return passes ? { lost: error } : { refused: error }
}

function errorOf(answer: unknown): PageError | null {
  if (typeof answer !== 'object' || answer === null) return null
  const said = 'error' in answer ? answer.error : 'message' in answer ? answer.message : null
  const hasKey = typeof said === 'object' && said !== null && 'key' in said && typeof said.key === 'string'
  return hasKey ? (said as PageError) : null
}
