import type { AtRiskCursor } from '@/lib/evidence/list-evidence-at-risk'

/** The last row of a page, as the address of the next one says it. */
export const cursorText = ({ finishedAt, enrollmentId }: AtRiskCursor) => `${finishedAt}_${enrollmentId}`

/** Reads it back; anything else is the first page. */
export function cursorOf(text: unknown): AtRiskCursor | null {
  const [, finishedAt, enrollmentId] =
    (typeof text === 'string' && /^(\d{1,15})_([\w-]{1,64})$/.exec(text)) || []
  return finishedAt && enrollmentId ? { finishedAt: Number(finishedAt), enrollmentId } : null
}
