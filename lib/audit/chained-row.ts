import type { AuditContent } from './hash-audit-row'

export type ChainedRow = AuditContent & { hash: string }

/** A row that was taken by its place, with what a chained row must have: a hash that was cut out matches none. */
export function chained(
  row: {
    [Key in keyof ChainedRow]: Key extends 'seq' | 'hash' | 'previousHash'
      ? ChainedRow[Key] | null
      : ChainedRow[Key]
  },
): ChainedRow {
  return { ...row, seq: row.seq ?? 0, previousHash: row.previousHash ?? '', hash: row.hash ?? '' }
}
