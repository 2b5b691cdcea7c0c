import { z } from 'zod'
import type { Context, StaffActor } from '@/lib/context'
import { normaliseForSearch } from '@/lib/enrollments/search-terms'
import { authorize } from './authorize'
import { managesGroups } from './manages-groups'
import { type StaffState, staffState } from './staff-state'

export const listStaffInput = z.object({
  /** Words of the name or the address; each must occur. */
  search: z.string().max(200).default(''),
  state: z.enum(['active', 'invited', 'disabled']).nullable().default(null),
  /** From 1; past the last one is the last one. */
  page: z.number().int().min(1).default(1),
  size: z.number().int().min(1).max(200).default(50),
})

export type StaffLine = {
  id: string
  name: string
  email: string
  roles: StaffActor['roles']
  groupIds: string[] | null
  state: StaffState
  /** Epoch milliseconds. */
  lastSignInAt: number | null
  /** Whether they have a second factor. */
  twoFactor: boolean
}

/**
 * The people this administrator manages (and themselves), by name. A desk has some hundred people: they are compared
 * here, in the same way on both engines, accents and capitals aside.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (staff.manage).
 */
export async function listStaff(
  ctx: Context,
  input: z.input<typeof listStaffInput>,
): Promise<{ rows: StaffLine[]; total: number; page: number; pages: number }> {
  const actor = authorize(ctx, 'staff.manage')
  const { search, state, page: asked, size } = listStaffInput.parse(input)
  const { staff } = ctx.store.tables
  const everyone = await ctx.store.read
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      roles: staff.roles,
      groupIds: staff.groupIds,
      state: staff.state,
      passwordHash: staff.passwordHash,
      oidcSubject: staff.oidcSubject,
      inviteExpiresAt: staff.inviteExpiresAt,
      lastSignInAt: staff.lastSignInAt,
      totpSince: staff.totpSince,
    })
    .from(staff)
  const now = ctx.clock()
  const words = normaliseForSearch(search).split(/\s+/).filter(Boolean)
  const found = everyone
    .filter(({ id, groupIds }) => id === actor.id || managesGroups(actor, groupIds))
    .map(({ passwordHash, oidcSubject, inviteExpiresAt, totpSince, ...line }) => ({
      ...line,
      twoFactor: totpSince !== null,
      state: staffState({ state: line.state, passwordHash, oidcSubject, inviteExpiresAt }, now),
    }))
    .filter(
      (line) => state === null || line.state === state || (state === 'invited' && line.state === 'expired'),
    )
    .filter(({ name, email }) => {
      const text = normaliseForSearch(`${name} ${email}`)
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
  const pages = Math.max(1, Math.ceil(found.length / size))
  const page = Math.min(asked, pages)
  return { rows: found.slice((page - 1) * size, page * size), total: found.length, page, pages }
}

const byName = new Intl.Collator('fr')
