/** How a person stands, in one word for lists: `invited` waits for a password, `expired` waits for a new link. */
export type StaffState = 'active' | 'invited' | 'expired' | 'disabled'

export function staffState(
  row: { state: 'active' | 'disabled'; passwordHash: string | null; inviteExpiresAt: number | null },
  now: number,
): StaffState {
  if (row.state === 'disabled') return 'disabled'
  if (row.passwordHash !== null) return 'active'
  return (row.inviteExpiresAt ?? 0) > now ? 'invited' : 'expired'
}
