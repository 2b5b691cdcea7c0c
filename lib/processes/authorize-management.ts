import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'

/**
 * The first line of a verb that changes processes or groups: an administrator, or the desk itself (command line, seed).
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage).
 */
export function authorizeManagement(ctx: Context): void {
  if (ctx.actor.kind !== 'system') authorize(ctx, 'processes.manage')
}
