import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'

/** Whether passwords open anything here (LOCAL_SIGN_IN). */
export const localSignIn = ({ settings }: Pick<Context, 'settings'>) => settings.LOCAL_SIGN_IN === '1'

/** For whatever is about passwords. @throws DeskError INVALID (`signIn.closed`) when they open nothing here. */
export function refuseWhenClosed(ctx: Pick<Context, 'settings'>): void {
  if (localSignIn(ctx)) return
  throw new DeskError('INVALID', 'local sign-in is off', { userMessage: { key: 'signIn.closed' } })
}
