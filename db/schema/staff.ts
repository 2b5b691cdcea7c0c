import type { Kit } from '../kit'

export type Role = 'support' | 'compliance' | 'manager' | 'admin'

export type SignInMethod = 'password' | 'sso'

/** The people who use the desk, their roles, the groups they are limited to, and their sessions. */
export function staffTables(kit: Kit) {
  const staff = kit.table(
    'staff',
    {
      id: kit.id('id').primaryKey(),
      email: kit.id('email').notNull(),
      name: kit.text('name').notNull(),
      passwordHash: kit.text('password_hash'),
      roles: kit.json<Role[]>('roles').notNull(),
      /** null: every group; otherwise the ids of the groups this person may see. */
      groupIds: kit.json<string[]>('group_ids'),
      language: kit.text<'fr' | 'en'>('language').notNull(),
      theme: kit.text<'light' | 'dark' | 'system'>('theme').notNull(),
      state: kit.text<'active' | 'disabled'>('state').notNull(),
      createdAt: kit.ms('created_at').notNull(),
      lastSignInAt: kit.ms('last_sign_in_at'),
      passwordChangedAt: kit.ms('password_changed_at'),
      /** SHA-256 (hex) of the one-time link that sets a password, and when it ends. */
      inviteHash: kit.id('invite_hash'),
      inviteExpiresAt: kit.ms('invite_expires_at'),
      /** The second factor's secret, sealed, and since when it is asked for; null: there is none. */
      sealedTotp: kit.bytes('sealed_totp'),
      totpSince: kit.ms('totp_since'),
      /** The time step (RFC 6238) of the last code taken: no code counts twice. */
      totpStep: kit.int('totp_step'),
      /** A secret that was shown and not yet confirmed by a code, sealed, and when it was made. */
      sealedPendingTotp: kit.bytes('sealed_pending_totp'),
      pendingTotpAt: kit.ms('pending_totp_at'),
      /** Who this person is at the company's identity provider: both or neither. Never an e-mail address. */
      oidcIssuer: kit.id('oidc_issuer'),
      oidcSubject: kit.id('oidc_subject'),
    },
    (t) => [
      kit.unique('staff_email').on(t.email),
      kit.unique('staff_invite_hash').on(t.inviteHash),
      kit.unique('staff_oidc').on(t.oidcIssuer, t.oidcSubject),
    ],
  )
  const staffSession = kit.table(
    'staff_session',
    {
      id: kit.id('id').primaryKey(),
      staffId: kit
        .id('staff_id')
        .notNull()
        .references(() => staff.id),
      createdAt: kit.ms('created_at').notNull(),
      lastSeenAt: kit.ms('last_seen_at').notNull(),
      endedAt: kit.ms('ended_at'),
      /** What the browser says it is, in a few words ("Firefox, Linux"); null when it says nothing known. */
      device: kit.text('device'),
      /** How its person came in: by a password, or by the company's identity provider. */
      method: kit.text<SignInMethod>('method').notNull().default('password'),
    },
    (t) => [kit.index('staff_session_staff').on(t.staffId)],
  )
  /** Stand in for the second factor when the device is lost: each once. */
  const recoveryCode = kit.table(
    'recovery_code',
    {
      /** Keyed hash of the code: it is not readable here. */
      hash: kit.id('hash').primaryKey(),
      staffId: kit
        .id('staff_id')
        .notNull()
        .references(() => staff.id),
      usedAt: kit.ms('used_at'),
    },
    (t) => [kit.index('recovery_code_staff').on(t.staffId)],
  )
  /** Failed sign-ins, by account and by address (keyed hashes: neither is readable here). */
  const signInAttempt = kit.table(
    'sign_in_attempt',
    {
      key: kit.id('key').primaryKey(),
      failures: kit.int('failures').notNull(),
      /** When counting began; a new window begins anew. */
      since: kit.ms('since').notNull(),
      blockedUntil: kit.ms('blocked_until'),
    },
    (t) => [kit.index('sign_in_attempt_since').on(t.since)],
  )
  return { staff, staffSession, recoveryCode, signInAttempt }
}
