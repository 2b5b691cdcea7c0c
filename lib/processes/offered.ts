import type { Context } from '@/lib/context'

type Offerable = {
  state: 'active' | 'retired'
  environment: 'sandbox' | 'preproduction' | 'production' | null
  byLink: boolean
  assisted: boolean
}

/** Whether the process belongs to another ID360 than the one the desk is in front of. */
export function isElsewhere(
  ctx: Pick<Context, 'settings'>,
  { environment }: Pick<Offerable, 'environment'>,
): boolean {
  return environment !== null && environment !== ctx.settings.ID360_ENVIRONMENT
}

/** Whether new enrollments can be made of this process: active, of this ID360, and done in some way. */
export function isOffered(ctx: Pick<Context, 'settings'>, process: Offerable): boolean {
  return process.state === 'active' && (process.byLink || process.assisted) && !isElsewhere(ctx, process)
}
