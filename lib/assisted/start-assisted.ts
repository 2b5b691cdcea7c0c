import type { Context } from '@/lib/context'

export async function startAssisted(_ctx: Context, _input: { enrollmentId: string }): Promise<void> {
  throw new Error('not built yet')
}
