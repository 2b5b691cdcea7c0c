import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'

const preferencesInput = z.object({
  name: z.string().trim().min(1, 'required').max(120, 'tooLong').optional(),
  language: z.enum(['fr', 'en'], 'language').optional(),
  theme: z.enum(['light', 'dark', 'system'], 'invalid').optional(),
})

export type Preferences = z.infer<typeof preferencesInput>

/**
 * Changes how the desk looks to the person who asks: their name, language, theme. What is not given stays.
 * @throws DeskError SIGNED_OUT when nobody is signed in, INVALID with field errors.
 */
export async function changePreferences(ctx: Context, input: Preferences): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new DeskError('SIGNED_OUT', 'preferences need a signed-in person')
  const parsed = preferencesInput.safeParse(input)
  if (!parsed.success) {
    const fieldErrors = Object.fromEntries(
      parsed.error.issues.map(({ path, message }) => [path.join('.'), message]),
    )
    throw new DeskError('INVALID', 'preferences refused', { fieldErrors })
  }
  const changed = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
  if (Object.keys(changed).length === 0) return
  const { staff } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await tx.update(staff).set(changed).where(eq(staff.id, actor.id)).returning({ id: staff.id })
    await writeAudit(ctx, tx, {
      action: 'staff.preferences_changed',
      targetKind: 'staff',
      targetId: actor.id,
      details: { changed: Object.keys(changed).join(',') },
    })
  })
}
