import type { ComparedDatum } from '@/db/schema/assisted'
import type { Context } from '@/lib/context'
export async function sendComparisons(
  _ctx: Context,
  _input: { enrollmentId: string; locked: boolean; values: Partial<Record<ComparedDatum, string>> },
): Promise<void> {
  throw new Error('not built yet')
}
