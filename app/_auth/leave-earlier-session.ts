import { signOut } from '@/lib/staff/sign-out'
import { staffContextOrNull } from './staff-context'

/**
 * Ends the session that this browser has, now that somebody has signed in anew in it: its cookie is about to be replaced,
 * and what nobody can end any more must not stay open.
 */
export async function leaveEarlierSession(): Promise<void> {
  const earlier = await staffContextOrNull()
  if (earlier) await signOut(earlier)
}
