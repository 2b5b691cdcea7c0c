import type { AuditCursor } from '@/lib/audit/list-audit'

/** The last row of a page, as the address of the next one says it. */
export const cursorText = ({ at, id }: AuditCursor) => `${at}_${id}`

/** Reads it back; anything else is the first page. */
export function cursorOf(text: unknown): AuditCursor | null {
  const [, at, id] = (typeof text === 'string' && /^(\d{1,15})_([\w-]{1,64})$/.exec(text)) || []
  return at && id ? { at: Number(at), id } : null
}
