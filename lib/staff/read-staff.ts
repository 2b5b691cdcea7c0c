import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context, StaffActor } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { notFound } from '@/lib/errors'
import { authorize } from './authorize'
import { type OpenSession, openSessionsOf } from './list-sessions'
import { managesGroups } from './manages-groups'
import { staffId } from './staff-input'
import { type StaffState, staffState } from './staff-state'
import { needsTwoFactor } from './two-factor/owes-two-factor'

const readInput = z.object({ staffId })

/** Times in epoch milliseconds. */
export type StaffDetails = {
  id: string
  name: string
  email: string
  roles: StaffActor['roles']
  groupIds: string[] | null
  language: 'fr' | 'en'
  state: StaffState
  hasPassword: boolean
  /** They sign in by the identity provider. */
  linked: boolean
  createdAt: number
  lastSignInAt: number | null
  passwordChangedAt: number | null
  inviteExpiresAt: number | null
  /** Since when they have a second factor; null: they have none. */
  twoFactorSince: number | null
  /** A role of theirs needs one. */
  twoFactorNeeded: boolean
  sessions: OpenSession[]
  /** The administrator looks at their own entry: nothing can be changed there. */
  yourself: boolean
}

/**
 * One person, for the administration.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage), NOT_FOUND.
 */
export async function readStaff(ctx: Context, input: z.input<typeof readInput>): Promise<StaffDetails> {
  const actor = authorize(ctx, 'staff.manage')
  const parsed = readInput.safeParse(input)
  if (!parsed.success) throw notFound('member of staff')
  const { staff } = ctx.store.tables
  const [row] = await ctx.store.read.select().from(staff).where(eq(staff.id, parsed.data.staffId))
  const yourself = row?.id === actor.id
  if (!row || !(yourself || managesGroups(actor, row.groupIds))) throw notFound('member of staff')
  const { id, name, email, roles, groupIds, language, createdAt, lastSignInAt } = row
  return {
    id,
    name,
    email,
    roles,
    groupIds,
    language,
    state: staffState(row, ctx.clock()),
    hasPassword: row.passwordHash !== null,
    linked: row.oidcSubject !== null,
    createdAt,
    lastSignInAt,
    passwordChangedAt: row.passwordChangedAt,
    inviteExpiresAt: row.inviteExpiresAt,
    twoFactorSince: row.totpSince,
    twoFactorNeeded: needsTwoFactor((await readDeskSetting(ctx, 'twoFactor')).value.roles, roles),
    sessions: await openSessionsOf(ctx, id),
    yourself,
  }
}
