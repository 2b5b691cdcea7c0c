import type { SendState } from '@/db/schema/assisted'
import type { Context } from '@/lib/context'

/** An upload may last five minutes (`uploadTotalMs` of the client); then nobody is sending any more. */
const UPLOAD_LEASE_MS = 330_000

/** A call with the token may take a login, the call, and both once more. */
const CALLS_AT_MOST = 4
const SPARE_MS = 30_000

/** How long a `sending` that nobody has ended is believed, in milliseconds. */
export function leaseMs(ctx: Pick<Context, 'settings'>, what: 'upload' | 'call'): number {
  return what === 'upload' ? UPLOAD_LEASE_MS : CALLS_AT_MOST * ctx.settings.ID360_TIMEOUT_MS + SPARE_MS
}

/** The state as it is to be read now: what a process left at `sending` when it died, nobody knows. */
export function stateNow(
  ctx: Pick<Context, 'settings' | 'clock'>,
  what: 'upload' | 'call',
  { state, at }: { state: SendState; at: number },
): SendState {
  return state === 'sending' && ctx.clock() - at > leaseMs(ctx, what) ? 'unknown' : state
}

/** The state of the end as it is to be read now; null when nobody has tried. */
export function finishStateNow(
  ctx: Pick<Context, 'settings' | 'clock'>,
  { finishState, finishedAt }: { finishState: SendState | null; finishedAt: number | null },
): SendState | null {
  if (finishState === null || finishedAt === null) return null
  return stateNow(ctx, 'call', { state: finishState, at: finishedAt })
}
