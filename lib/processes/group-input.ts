import { z } from 'zod'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { nameInput } from '@/lib/name-input'
import { comparableName } from './comparable-name'
import { fieldErrorsOf, invalidFields } from './process-input'

/** The desk itself keeps names as they are given: a group that exists elsewhere has the name it has. */
const givenName = z.string({ error: 'required' }).trim().min(1, 'required').max(120, 'tooLong')

/**
 * Parses the name of a group.
 * @throws DeskError INVALID with `fieldErrors.name`.
 */
export function parseGroupName(ctx: Pick<Context, 'actor'>, name: unknown): string {
  const parsed = (ctx.actor.kind === 'system' ? givenName : nameInput).safeParse(name)
  if (!parsed.success) throw invalidFields(fieldErrorsOf(parsed.error))
  return parsed.data
}

/**
 * Checks that no other group has this name; the caller has locked the table.
 * @throws DeskError INVALID with `fieldErrors.name` (`nameTaken`).
 */
export async function checkGroupName(ctx: Context, tx: Tx, name: string, currentId?: string): Promise<void> {
  const { usageGroup } = ctx.store.tables
  const all = await tx.select({ id: usageGroup.id, name: usageGroup.name }).from(usageGroup)
  const wanted = comparableName(name)
  if (all.some((other) => other.id !== currentId && comparableName(other.name) === wanted)) {
    throw invalidFields({ name: 'nameTaken' })
  }
}
