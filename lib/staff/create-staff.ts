import { hash } from '@node-rs/argon2'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { authorizeSystem } from './authorize'

export const staffInput = z.object({
  email: z.email().transform((email) => email.toLowerCase()),
  name: z.string().trim().min(1).max(120),
  password: z.string().min(8).max(200),
  roles: z.array(z.enum(['support', 'compliance', 'manager', 'admin'])).min(1),
  language: z.enum(['fr', 'en']).default('fr'),
  groupIds: z.array(z.string()).nullable().default(null),
})

/** argon2id with OWASP's second parameter set: 19 MiB, 2 passes, 1 lane. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Adds a member of staff, by the desk itself (set-up, demo). Returns the id.
 * @throws DeskError CONFLICT when the e-mail address is taken.
 */
export async function createStaff(ctx: Context, input: z.input<typeof staffInput>): Promise<string> {
  authorizeSystem(ctx)
  const { password, ...person } = staffInput.parse(input)
  const passwordHash = await hash(password, ARGON2)
  const { staff } = ctx.store.tables
  const id = newId()
  const added = await ctx.store.tx((tx) =>
    tx
      .insert(staff)
      .values({ id, ...person, passwordHash, theme: 'system', state: 'active', createdAt: ctx.clock() })
      .onConflictDoNothing()
      .returning({ id: staff.id }),
  )
  if (added.length === 0) throw new DeskError('CONFLICT', 'the e-mail address is taken')
  return id
}
