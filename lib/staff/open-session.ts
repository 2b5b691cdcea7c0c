import type { SignInMethod } from '@/db/schema/staff'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { newId } from '@/lib/new-id'

export type SignedIn = Omit<StaffActor, 'kind' | 'sessionId'>

/**
 * Opens a session for somebody who has just proved who they are, and records it, in the caller's transaction. The
 * caller has checked in it that the person is still active.
 */
export async function openSession(
  ctx: Context,
  tx: Tx,
  { person, method }: { person: SignedIn; method: SignInMethod },
): Promise<StaffActor> {
  const { id, name, email, roles, groupIds, language, theme } = person
  const actor: StaffActor = {
    kind: 'staff',
    id,
    name,
    email,
    roles,
    groupIds,
    language,
    theme,
    sessionId: newId(),
  }
  const now = ctx.clock()
  await tx
    .insert(ctx.store.tables.staffSession)
    .values({ id: actor.sessionId, staffId: id, createdAt: now, lastSeenAt: now, method })
  await writeAudit({ ...ctx, actor }, tx, {
    action: 'staff.signed_in',
    targetKind: 'staff',
    targetId: id,
    details: { method },
  })
  return actor
}
