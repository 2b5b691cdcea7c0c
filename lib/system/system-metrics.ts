import { judgeSystem, type SystemTone } from './judge-system'
import type { Metric } from './metrics-text'
import type { Part } from './read-part'
import type { System } from './read-system'

type Sample = Metric['samples'][number]

const TONES: readonly SystemTone[] = ['green', 'grey', 'amber', 'red']

/** The figures of the system page as metrics. Times are seconds; labels hold fixed words, versions and kinds, no person. */
export function systemMetrics(system: System): Metric[] {
  const { id360, callbacks, jobs, evidence, audit, database, disk, process } = system
  const verdicts = Object.entries(judgeSystem(system))
  return [
    gauge('desk_part_state', 'Judgement of a part of the desk: 1 for the state it is in.', [
      ...verdicts.flatMap(([part, { tone }]) =>
        TONES.map((state) => ({ labels: { part, state }, value: state === tone ? 1 : 0 })),
      ),
    ]),
    ...from(id360, ({ application, archive }) => {
      const accounts = [
        { account: 'application', ...application },
        ...(archive ? [{ account: 'archive', ...archive }] : []),
      ]
      const per = (read: (one: (typeof accounts)[number]) => number | null) =>
        accounts.flatMap((one) => sample(read(one), { account: one.account }))
      const totals = accounts.flatMap(({ account, traffic }) =>
        traffic.totals.map((total) => ({ account, ...total })),
      )
      const perCall = (read: (one: (typeof totals)[number]) => number): Sample[] =>
        totals.map((one) => ({
          labels: { account: one.account, operation: one.operation, outcome: one.outcome },
          value: read(one),
        }))
      return [
        gauge(
          'desk_id360_breaker_open',
          'Whether ID360 refused the credentials and no login is tried.',
          per(({ breaker }) => (breaker === 'open' ? 1 : 0)),
        ),
        gauge(
          'desk_id360_last_login_timestamp_seconds',
          'When this process last logged in to ID360.',
          per(({ lastLoginAt }) => seconds(lastLoginAt)),
        ),
        gauge(
          'desk_id360_last_call_timestamp_seconds',
          'When a call of this process to ID360 last ended.',
          per(({ traffic }) => seconds(traffic.last?.at ?? null)),
        ),
        counter(
          'desk_id360_calls_total',
          'Calls to ID360 that ended, by operation and outcome.',
          perCall(({ calls }) => calls),
        ),
        counter(
          'desk_id360_call_seconds_total',
          'Time that calls to ID360 took.',
          perCall(({ seconds }) => seconds),
        ),
        counter(
          'desk_id360_retries_total',
          'Calls to ID360 that were tried again.',
          per(({ traffic }) => traffic.retries),
        ),
      ]
    }),
    ...from(callbacks, ({ lastAt, lastHour, lastDay, quarantined }) => [
      gauge('desk_callback_last_timestamp_seconds', 'When the last callback came.', sample(seconds(lastAt))),
      gauge('desk_callbacks_recent', 'Callbacks received lately, up to 10000 an hour and 20000 a day.', [
        ...sample(lastHour.count, { window: '1h' }),
        ...sample(lastDay.count, { window: '24h' }),
      ]),
      gauge(
        'desk_callbacks_quarantined',
        'Callbacks that were genuine and could not be read, up to 10000.',
        sample(quarantined.count),
      ),
    ]),
    ...from(jobs, ({ counts, kinds, oldestDueAt }) => [
      gauge(
        'desk_jobs',
        'Jobs that are not done, up to 10000 a state.',
        Object.entries(counts).flatMap(([state, { count }]) => sample(count, { state })),
      ),
      gauge(
        'desk_jobs_by_kind',
        'Jobs that are not done, by kind, of those counted.',
        kinds.flatMap(({ kind, ...states }) =>
          Object.entries(states).flatMap(([state, n]) => sample(n, { kind, state })),
        ),
      ),
      gauge(
        'desk_job_oldest_due_seconds',
        'How long the longest-waiting job has been due.',
        sample(oldestDueAt === null ? 0 : Math.max(0, system.at - oldestDueAt) / 1000),
      ),
    ]),
    ...from(evidence, ({ capturedLastDay, owed, leavingSoon, left, damaged, verification }) => [
      gauge(
        'desk_evidence_captured_recent',
        'Pieces of evidence captured in the last day, up to 10000.',
        sample(capturedLastDay.count, { window: '24h' }),
      ),
      gauge(
        'desk_evidence_owed',
        'Pieces of evidence that ID360 made and the desk does not have, up to 10000.',
        sample(owed.count),
      ),
      gauge(
        'desk_evidence_leaving_soon',
        'Of the pieces owed, those that ID360 deletes within two weeks.',
        sample(leavingSoon.count),
      ),
      gauge('desk_evidence_left', 'Of the pieces owed, those that ID360 no longer has.', sample(left.count)),
      gauge(
        'desk_evidence_damaged',
        'Of the pieces owed, those that were kept and are damaged.',
        sample(damaged.count),
      ),
      gauge(
        'desk_evidence_verified_timestamp_seconds',
        'When the whole evidence store was last read again.',
        sample(seconds(verification.last?.finishedAt ?? null)),
      ),
      gauge(
        'desk_evidence_pieces',
        'Pieces of evidence that the last verification found.',
        sample(verification.last?.summary.evidence ?? null),
      ),
    ]),
    ...from(audit, (last) => [
      gauge(
        'desk_audit_verified_timestamp_seconds',
        'When the chain of the audit log was last verified.',
        sample(seconds(last?.finishedAt ?? null)),
      ),
      gauge(
        'desk_audit_rows',
        'Rows of the audit log that the last verification found in order.',
        sample(last?.rows ?? null),
      ),
      gauge(
        'desk_audit_chain_broken',
        'Whether the last verification found the chain of the audit log broken.',
        sample(last === null ? null : last.brokenAt === null ? 0 : 1),
      ),
    ]),
    ...from(database, ({ engine, version, bytes, walBytes, migrations, readMs, writeMs }) => [
      gauge('desk_database_info', 'Engine and version of the database.', sample(1, { engine, version })),
      gauge('desk_database_bytes', 'Size of the database.', sample(bytes)),
      gauge('desk_database_wal_bytes', 'Size of the write-ahead log of SQLite.', sample(walBytes)),
      gauge('desk_database_migrations', 'Migrations of the schema.', [
        ...sample(migrations.applied, { state: 'applied' }),
        ...sample(migrations.known, { state: 'known' }),
      ]),
      gauge('desk_database_probe_seconds', 'How long one small read and one small write took.', [
        ...sample(readMs / 1000, { operation: 'read' }),
        ...sample(writeMs / 1000, { operation: 'write' }),
      ]),
    ]),
    ...from(disk, ({ totalBytes, freeBytes }) => [
      gauge('desk_disk_bytes', 'Size of the disk that DATA_DIR is on.', sample(totalBytes)),
      gauge('desk_disk_free_bytes', 'What of it is free for the desk.', sample(freeBytes)),
    ]),
    ...from(process, ({ versions, uptimeSeconds, memory }) => [
      gauge('desk_info', 'Versions of the desk and of what it runs on.', sample(1, versions)),
      gauge('desk_uptime_seconds', 'How long this process has been up.', sample(uptimeSeconds)),
      gauge(
        'desk_memory_resident_bytes',
        'Memory that the system lends this process.',
        sample(memory.residentBytes),
      ),
      gauge('desk_memory_heap_used_bytes', 'Memory that its JavaScript uses.', sample(memory.heapUsedBytes)),
    ]),
  ]
}

const from = <T>(part: Part<T>, metrics: (value: T) => Metric[]): Metric[] =>
  part.ok ? metrics(part.value) : []

const gauge = (name: string, help: string, samples: Sample[]): Metric => ({
  name,
  help,
  type: 'gauge',
  samples,
})
const counter = (name: string, help: string, samples: Sample[]): Metric => ({
  name,
  help,
  type: 'counter',
  samples,
})

/** What is not known has no sample: zero would be a lie. */
const sample = (value: number | null, labels: Record<string, string> = {}): Sample[] =>
  value === null ? [] : [{ labels, value }]

const seconds = (ms: number | null) => (ms === null ? null : ms / 1000)
