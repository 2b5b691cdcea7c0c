import type { Context } from '@/lib/context'

const DAY_MS = 24 * 60 * 60_000

/**
 * When ID360 forgets the evidence of a file that ended at `finishedAt`: two months later by default [seed, wiki], see
 * ID360_RETENTION_DAYS. Epoch milliseconds; a file of unknown end counts from now.
 */
export function leavesAt(ctx: Pick<Context, 'settings' | 'clock'>, finishedAt: number | null): number {
  return (finishedAt ?? ctx.clock()) + ctx.settings.ID360_RETENTION_DAYS * DAY_MS
}
