import type { AssistedDocumentView } from '@/lib/assisted/assisted-view'
import type { Held } from './picture-store'

/** How many bytes the pictures held for a document may have together: those they replace make room. */
export function roomFor(sent: AssistedDocumentView, held: readonly Held[]): number {
  const replaced = sent.pages.filter(
    ({ page, state }) => state === 'sent' && held.some((one) => one.page === page),
  )
  return sent.bytesLeft + replaced.reduce((sum, { size }) => sum + (size ?? 0), 0)
}

/** By how many bytes the pictures held for a document exceed what it may still have; 0 when they fit. */
export function bytesOver(sent: AssistedDocumentView, held: readonly Held[]): number {
  const total = held.reduce((sum, { picture }) => sum + picture.bytes.size, 0)
  return Math.max(0, total - roomFor(sent, held))
}
