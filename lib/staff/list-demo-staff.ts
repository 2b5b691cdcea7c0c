import { inArray } from 'drizzle-orm'
import type { Role } from '@/db/schema/staff'
import type { Context } from '@/lib/context'
import { DEMO_STAFF } from '@/lib/demo'
import { localSignIn } from './local-sign-in'

export type DemoAccount = { name: string; email: string; password: string; roles: Role[] }

/**
 * The demo accounts to offer on the sign-in page: those of lib/demo.ts that exist here, in front of the sandbox only.
 * Their passwords are printed by `npm start` and known to everyone.
 */
export async function listDemoStaff(ctx: Context): Promise<DemoAccount[]> {
  if (ctx.settings.ID360_ENVIRONMENT !== 'sandbox' || !localSignIn(ctx)) return []
  const { staff } = ctx.store.tables
  const emails = DEMO_STAFF.map(({ email }) => email)
  const rows = await ctx.store.read
    .select({ email: staff.email, state: staff.state })
    .from(staff)
    .where(inArray(staff.email, emails))
  const present = new Set(rows.filter(({ state }) => state === 'active').map(({ email }) => email))
  return DEMO_STAFF.filter(({ email }) => present.has(email)).map(({ name, email, password, roles }) => ({
    name,
    email,
    password,
    roles,
  }))
}
