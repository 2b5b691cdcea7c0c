import type { Context } from '@/lib/context'

export async function chooseRoute(
  _ctx: Context,
  _input: { enrollmentId: string; routeId: string },
): Promise<void> {
  throw new Error('not built yet')
}
