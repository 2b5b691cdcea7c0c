import type { Context } from '@/lib/context'

export async function leavePresence(
  _ctx: Context,
  _input: { enrollmentId: string; tabId: string },
): Promise<void> {
  throw new Error('not built yet')
}
