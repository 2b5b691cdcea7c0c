import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { verifyPassword } from './verify-password'

const signInInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(200),
})

/**
 * Opens a session for whoever knows the password, and records it. An unknown address, a wrong password and a disabled
 * person get the same answer after the same work.
 * @throws DeskError INVALID (`signIn.refused`), BUSY when too many sign in at once.
 */
export async function signIn(ctx: Context, input: z.input<typeof signInInput>): Promise<StaffActor> {
  const parsed = signInInput.safeParse(input)
  if (!parsed.success) throw refused('the input is not an address and a password')
  const { email, password } = parsed.data
  const { staff, staffSession } = ctx.store.tables
  const [person] = await ctx.store.read.select().from(staff).where(eq(staff.email, email))
  const known = await verifyPassword(person?.passwordHash ?? null, password)
  if (!person || !known || person.state !== 'active') throw refused('unknown, disabled, or a wrong password')

  const now = ctx.clock()
  const actor: StaffActor = {
    kind: 'staff',
    id: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    groupIds: person.groupIds,
    language: person.language,
    theme: person.theme,
    sessionId: newId(),
  }
  await ctx.store.tx(async (tx) => {
    // Guarded: someone may have been disabled while the password was being checked.
    const signedIn = await tx
      .update(staff)
      .set({ lastSignInAt: now })
      .where(and(eq(staff.id, person.id), eq(staff.state, 'active')))
      .returning({ id: staff.id })
    if (signedIn.length === 0) throw refused('disabled meanwhile')
    await tx
      .insert(staffSession)
      .values({ id: actor.sessionId, staffId: person.id, createdAt: now, lastSeenAt: now })
    await writeAudit({ ...ctx, actor }, tx, {
      action: 'staff.signed_in',
      targetKind: 'staff',
      targetId: person.id,
    })
  })
  return actor
}

function refused(why: string): DeskError {
  return new DeskError('INVALID', `sign-in refused: ${why}`, { userMessage: { key: 'signIn.refused' } })
}
