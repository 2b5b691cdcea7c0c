import type { Context } from '@/lib/context'
import { isBreached } from './breached-passwords'
import { type PasswordProblem, passwordProblem } from './password-rules'

/**
 * What is wrong with a new password of this person, as a message key below `errors.field`, or null: the rules, and, where
 * BREACHED_PASSWORDS_FILE names a list, whether it became known somewhere.
 * @throws Error when that list cannot be read.
 */
export async function newPasswordProblem(
  ctx: Pick<Context, 'settings'>,
  password: string,
  owner: { email: string; name: string },
): Promise<PasswordProblem | null> {
  const problem = passwordProblem(password, owner)
  if (problem) return problem
  const list = ctx.settings.BREACHED_PASSWORDS_FILE
  return list !== undefined && (await isBreached(list, password)) ? 'passwordBreached' : null
}
