import { and, desc, eq, inArray } from 'drizzle-orm'
import type { AuditAction } from '@/lib/audit/audit-actions'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'

/** What happened to somebody's own account that they should recognise; each has its words below `profile.activity`. */
export const OWN_EVENTS = [
  'staff.signed_in',
  'staff.invite_accepted',
  'staff.changed',
  'staff.disabled',
  'staff.enabled',
  'staff.password_changed',
  'staff.password_reset',
  'staff.sessions_ended',
  'staff.two_factor_added',
  'staff.two_factor_removed',
  'staff.two_factor_reset',
  'staff.recovery_code_used',
  'staff.recovery_codes_renewed',
  'staff.sso_linked',
  'staff.sso_unlinked',
] as const satisfies readonly AuditAction[]

export type OwnEvent = {
  id: string
  /** Epoch milliseconds. */
  at: number
  action: (typeof OWN_EVENTS)[number]
  /** Done by somebody else: an administrator, or the desk itself. */
  byAnother: boolean
}

const SHOWN = 10

/**
 * The last ten things that happened to the account of the person who asks, newest first: the desk sends no mail, so this
 * is where they find out that somebody else was there.
 * @throws DeskError SIGNED_OUT when nobody is signed in.
 */
export async function listOwnEvents(ctx: Context): Promise<OwnEvent[]> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'nobody to whom anything happened')
  const { audit } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ id: audit.id, at: audit.at, action: audit.action, actorId: audit.actorId })
    .from(audit)
    .where(and(eq(audit.targetId, actor.id), inArray(audit.action, [...OWN_EVENTS])))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(SHOWN)
  return rows.flatMap(({ id, at, action, actorId }) => {
    const known = OWN_EVENTS.find((event) => event === action)
    return known ? [{ id, at, action: known, byAnother: actorId !== actor.id }] : []
  })
}
