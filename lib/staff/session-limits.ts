import type { Settings } from '@/lib/env'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

type Limits = Pick<Settings, 'SESSION_HOURS' | 'SESSION_IDLE_MINUTES'>

/** The instants (epoch ms) that decide about a session. */
export type SessionTimes = {
  createdAt: number
  lastSeenAt: number
  endedAt: number | null
  /** When its person last changed the password; whoever knew the one before is out. */
  passwordChangedAt: number | null
}

/**
 * Whether a session still counts: not ended, neither too old nor unused for too long, and no older than the password.
 * The session in which the password was changed is renewed by that change (lib/staff/change-password.ts).
 */
export function sessionCounts(session: SessionTimes, limits: Limits, now: number): boolean {
  return (
    session.endedAt === null &&
    now - session.createdAt < limits.SESSION_HOURS * HOUR &&
    now - session.lastSeenAt < limits.SESSION_IDLE_MINUTES * MINUTE &&
    (session.passwordChangedAt ?? 0) <= session.createdAt
  )
}

/**
 * How stale `last_seen_at` may be, ms: a write on every request would be one too many, and a tenth of the idle limit
 * at most is lost by it.
 */
export const seenEvery = (limits: Limits) => Math.min(MINUTE, (limits.SESSION_IDLE_MINUTES * MINUTE) / 10)
