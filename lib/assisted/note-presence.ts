import type { Context } from '@/lib/context'
import type { AssistedView } from './assisted-view'
export async function notePresence(
  _ctx: Context,
  _input: { enrollmentId: string; tabId: string },
): Promise<{ others: AssistedView['others']; revision: number }> {
  throw new Error('not built yet')
}
