/** How a person stands, in one word for lists: `invited` has no way in yet, `expired` waits for a new link. */
export type StaffState = 'active' | 'invited' | 'expired' | 'disabled'

export function staffState(
  row: {
    state: 'active' | 'disabled'
    passwordHash: string | null
    oidcSubject: string | null
    inviteExpiresAt: number | null
  },
  now: number,
): StaffState {
  if (row.state === 'disabled') return 'disabled'
  if (row.passwordHash !== null || row.oidcSubject !== null) return 'active'
  return (row.inviteExpiresAt ?? 0) > now ? 'invited' : 'expired'
}
