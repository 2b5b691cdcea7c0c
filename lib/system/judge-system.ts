import type { LastAuditVerification } from '@/lib/audit/read-last-audit-verification'
import type { CallbackState } from './callback-state'
import type { DatabaseState } from './database-state'
import type { DiskState } from './disk-state'
import type { EvidenceState } from './evidence-state'
import type { Id360Account } from './id360-state'
import type { JobState } from './job-state'
import type { Part } from './read-part'
import type { System } from './read-system'

/** `grey`: nothing to judge yet. `amber`: somebody should look; `red`: somebody must act. */
export type SystemTone = 'green' | 'grey' | 'amber' | 'red'

/** `says` is a key below `system.<part>.says`; what to do about amber and red stands below `system.<part>.advice`. */
export type Verdict<Says extends string> = { tone: SystemTone; says: Says }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const GIB = 1024 ** 3

/** A job that is due waits for a second at most; after five minutes nobody takes jobs, or not fast enough. [ours] */
const STUCK_AFTER_MS = 5 * MINUTE_MS

/** It is verified every day: after three nobody does it. [ours] */
const AUDIT_OLD_AFTER_MS = 3 * 24 * HOUR_MS

const green = <Says extends string>(says: Says) => ({ tone: 'green', says }) as const
const grey = <Says extends string>(says: Says) => ({ tone: 'grey', says }) as const
const amber = <Says extends string>(says: Says) => ({ tone: 'amber', says }) as const
const red = <Says extends string>(says: Says) => ({ tone: 'red', says }) as const

export function judgeId360({ breaker, traffic: { last, recent } }: Id360Account) {
  if (breaker === 'open') return red('refused')
  if (last === null) return grey('quiet')
  if (last.outcome === 'failed') return red('failing')
  const calls = recent.answered + recent.refused + recent.failed
  return recent.failed >= 3 && recent.failed > calls / 10 ? amber('shaky') : green('answers')
}

export function judgeCallbacks({ lastAt, lastAskedAt, quarantined }: CallbackState, now: number) {
  if (quarantined.count > 0) return amber('quarantined')
  // News that only asking brought, long after the last callback: ID360 may not reach the desk.
  const askedLately = lastAskedAt !== null && now - lastAskedAt < 24 * HOUR_MS
  if (askedLately && lastAskedAt - (lastAt ?? 0) > HOUR_MS) return amber('asked')
  return lastAt === null ? grey('none') : green('came')
}

export function judgeJobs({ counts, oldestDueAt }: JobState, now: number) {
  if (oldestDueAt !== null && now - oldestDueAt > STUCK_AFTER_MS) return red('stuck')
  if (counts.dead.count > 0) return red('dead')
  return counts.due.count + counts.running.count > 0 ? green('flowing') : green('idle')
}

export function judgeEvidence({ damaged, left, leavingSoon, owed, verification }: EvidenceState) {
  if (damaged.count > 0) return red('damaged')
  if (left.count > 0) return red('left')
  if (leavingSoon.count > 0) return amber('leavingSoon')
  if (verification.last?.summary.ok === false) return amber('unsound')
  return owed.count > 0 ? green('onTheWay') : green('kept')
}

export function judgeAudit(last: LastAuditVerification | null, now: number) {
  if (last === null) return grey('unverified')
  if (last.brokenAt !== null) return red('broken')
  return now - last.finishedAt > AUDIT_OLD_AFTER_MS ? amber('old') : green('holds')
}

export function judgeDatabase({ migrations, walBytes, readMs, writeMs }: DatabaseState) {
  if (migrations.applied < migrations.known) return red('behind')
  if (migrations.applied > migrations.known) return amber('ahead')
  if (readMs > 200 || writeMs > 1_000) return amber('slow')
  return (walBytes ?? 0) > GIB / 4 ? amber('wal') : green('answers')
}

export function judgeDisk({ freeBytes, totalBytes }: DiskState) {
  const share = freeBytes / totalBytes
  if (freeBytes < GIB || (share < 0.05 && freeBytes < 10 * GIB)) return red('full')
  return freeBytes < 5 * GIB || (share < 0.1 && freeBytes < 50 * GIB) ? amber('tight') : green('room')
}

const judged = <T, Says extends string>(part: Part<T>, judge: (value: T) => Verdict<Says>) =>
  part.ok ? judge(part.value) : red('unread')

/** What is to be said of each part; a part that could not be read is `unread`. */
export function judgeSystem({
  at,
  id360,
  callbacks,
  jobs,
  evidence,
  audit,
  database,
  disk,
  process,
}: System) {
  return {
    id360: judged(id360, ({ application }) => judgeId360(application)),
    callbacks: judged(callbacks, (value) => judgeCallbacks(value, at)),
    jobs: judged(jobs, (value) => judgeJobs(value, at)),
    evidence: judged(evidence, judgeEvidence),
    audit: judged(audit, (value) => judgeAudit(value, at)),
    database: judged(database, judgeDatabase),
    disk: judged(disk, judgeDisk),
    process: judged(process, () => green('runs')),
  }
}

export type SystemVerdicts = ReturnType<typeof judgeSystem>
export type SystemPart = keyof SystemVerdicts
