import { DeskError } from '@/lib/errors'

/** @throws DeskError CONFLICT (`erased`) when the person of this enrollment, or its evidence, was erased */
export function refuseErased(row: { erasedAt: number | null; evidenceErasedAt?: number | null }): void {
  if (row.erasedAt === null && (row.evidenceErasedAt ?? null) === null) return
  throw new DeskError('CONFLICT', 'the person of this enrollment was erased', {
    userMessage: { key: 'erased' },
  })
}
