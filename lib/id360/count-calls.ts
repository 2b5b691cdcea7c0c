import type { Id360ErrorKind } from './errors'

/** `answered`: ID360 did it; `refused`: it answered that it would not (404, 400, a dead token); `failed`: no trustworthy answer. */
export const CALL_OUTCOMES = ['answered', 'refused', 'failed'] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

/** How the calls of this process went. Instants in epoch milliseconds. */
export type Id360Traffic = {
  /** The last `minutes` minutes, the current one included. */
  recent: { minutes: number } & Record<CallOutcome, number>
  /** How the last call ended, a login included; null: there has been none. */
  last: { at: number; outcome: CallOutcome } | null
  lastFailure: { at: number; operation: string; kind: Id360ErrorKind; status: number | null } | null
  /** Since the process started. */
  totals: { operation: string; outcome: CallOutcome; calls: number; seconds: number }[]
  retries: number
}

/** What the client tells of a call that ended (Id360Event). */
type Ended = {
  kind: string
  operation: string
  durationMs: number
  status?: number
  errorKind?: Id360ErrorKind
}

/** What says something of the connection or of ID360 itself, rather than of what was asked for. */
const FAILURES: readonly Id360ErrorKind[] = [
  'unreachable',
  'timed_out',
  'refused_credentials',
  'rate_limited',
  'malformed_answer',
  'server_error',
]

/** Whether a call ended in a way that says something of the connection (TLS, name, time-out) or of ID360 itself. */
export const isTrouble = ({ errorKind }: Pick<Ended, 'errorKind'>): boolean =>
  errorKind !== undefined && FAILURES.includes(errorKind)

const MINUTE_MS = 60_000
const RECENT_MINUTES = 15

/**
 * Counts calls as they end, in memory only: fifteen buckets of a minute each, and sums per operation. A call that its own
 * caller gave up on says nothing of ID360 and is not counted.
 */
export function createCallCounter(clock: () => number) {
  const buckets: ({ minute: number } & Record<CallOutcome, number>)[] = []
  const totals = new Map<string, Id360Traffic['totals'][number]>()
  let last: Id360Traffic['last'] = null
  let lastFailure: Id360Traffic['lastFailure'] = null
  let retries = 0

  function bucketOf(minute: number) {
    const slot = minute % RECENT_MINUTES
    const known = buckets[slot]
    if (known?.minute === minute) return known
    const fresh = { minute, answered: 0, refused: 0, failed: 0 }
    buckets[slot] = fresh
    return fresh
  }

  return {
    count(event: Ended): void {
      if (event.kind === 'retry') retries += 1
      const outcome = outcomeOf(event)
      if (outcome === null) return
      const at = clock()
      const { operation, errorKind } = event
      bucketOf(Math.floor(at / MINUTE_MS))[outcome] += 1
      last = { at, outcome }
      if (outcome === 'failed' && errorKind) {
        lastFailure = { at, operation, kind: errorKind, status: event.status ?? null }
      }
      const key = `${operation} ${outcome}`
      const sum = totals.get(key) ?? { operation, outcome, calls: 0, seconds: 0 }
      totals.set(key, { ...sum, calls: sum.calls + 1, seconds: sum.seconds + event.durationMs / 1000 })
    },
    read(): Id360Traffic {
      const oldest = Math.floor(clock() / MINUTE_MS) - RECENT_MINUTES + 1
      const recent = { minutes: RECENT_MINUTES, answered: 0, refused: 0, failed: 0 }
      for (const bucket of buckets) {
        if (!bucket || bucket.minute < oldest) continue
        for (const outcome of CALL_OUTCOMES) recent[outcome] += bucket[outcome]
      }
      return { recent, last, lastFailure, totals: [...totals.values()], retries }
    },
  }
}

function outcomeOf(event: Ended): CallOutcome | null {
  const { kind, status, errorKind } = event
  if (kind !== 'call' && kind !== 'login') return null
  if (errorKind === undefined) return status === undefined || status >= 400 ? null : 'answered'
  return isTrouble(event) ? 'failed' : 'refused'
}
