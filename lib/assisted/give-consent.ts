import type { Context } from '@/lib/context'

export async function giveConsent(
  _ctx: Context,
  _input: { enrollmentId: string; acceptedCgu: true; acceptedBiometry: boolean; wording: string },
): Promise<{ stopped: boolean }> {
  throw new Error('not built yet')
}
