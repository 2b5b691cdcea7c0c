import type { AuditEntry } from '@/lib/audit/write-audit'

type Value = string | number | boolean | null

/** What changed, for the audit: `name.before` and `name.after` for each field that is not what it was. */
export function changedDetails<Fields extends Record<string, Value>>(
  before: Fields,
  after: Fields,
): NonNullable<AuditEntry['details']> {
  return Object.fromEntries(
    Object.keys(after)
      .filter((field) => before[field] !== after[field])
      .flatMap((field) => [
        [`${field}.before`, before[field] ?? null],
        [`${field}.after`, after[field] ?? null],
      ]),
  )
}
