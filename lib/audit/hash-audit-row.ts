import { hash } from 'node:crypto'

/** What a row says and where it stands; everything but its own hash. Details are flat. */
export type AuditContent = {
  id: string
  /** Epoch milliseconds. */
  at: number
  actorKind: string
  actorId: string | null
  action: string
  targetKind: string
  targetId: string
  details: Record<string, string | number | boolean | null>
  /** Its place in the chain, from 1. */
  seq: number
  /** The hash of the row at `seq - 1`; `GENESIS_HASH` for the first. */
  previousHash: string
}

/** What the first row is chained to. */
export const GENESIS_HASH = '0'.repeat(64)

/**
 * A row's content as the text that is hashed: one JSON object, without white space, its keys and those of `details` in
 * the order of their UTF-16 code units (as in RFC 8785), `at` and `seq` as whole numbers:
 * `{"action":…,"actorId":…,"actorKind":…,"at":…,"details":{…},"id":…,"seq":…,"targetId":…,"targetKind":…}`.
 */
export function canonicalAuditRow(row: Omit<AuditContent, 'previousHash'>): string {
  const details = Object.fromEntries(
    Object.entries(row.details)
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
  const { action, actorId, actorKind, at, id, seq, targetId, targetKind } = row
  return JSON.stringify({ action, actorId, actorKind, at, details, id, seq, targetId, targetKind })
}

/** The hash that chains a row: SHA-256 (hex) of the previous hash, a line feed, and `canonicalAuditRow`, in UTF-8. */
export function hashAuditRow(row: AuditContent): string {
  return hash('sha256', `${row.previousHash}\n${canonicalAuditRow(row)}`)
}
