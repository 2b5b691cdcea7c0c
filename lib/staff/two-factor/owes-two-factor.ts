import type { Role, SignInMethod } from '@/db/schema/staff'

/**
 * Whether somebody must set a second factor up before anything else: a role of theirs needs one, they have none, and
 * they came in by a password. Who comes from the identity provider has proved there whatever the company asks for.
 */
export const owesTwoFactor = (
  required: readonly Role[],
  person: { roles: readonly Role[]; totpSince: number | null; method: SignInMethod },
): boolean =>
  person.method === 'password' && person.totpSince === null && needsTwoFactor(required, person.roles)

/** Whether one of these roles needs a second factor. */
export const needsTwoFactor = (required: readonly Role[], roles: readonly Role[]): boolean =>
  roles.some((role) => required.includes(role))
