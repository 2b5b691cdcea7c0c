import type { Context } from '@/lib/context'

export async function finishAssisted(_ctx: Context, _input: { enrollmentId: string }): Promise<void> {
  throw new Error('not built yet')
}
