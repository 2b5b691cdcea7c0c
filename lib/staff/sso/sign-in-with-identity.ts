import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context, StaffActor } from '@/lib/context'
import { lockStaff } from '../lock-staff'
import { openSession } from '../open-session'
import { bindInvited } from './bind-invited'
import { followClaims } from './follow-claims'
import { type Identity, type IdentityInput, identityInput } from './identity-input'
import { provisionStaff } from './provision-staff'
import { type SsoRefusal, ssoRefused } from './sso-refusal'
import type { StaffRow } from './staff-row'

/**
 * Opens a session for whoever the identity provider vouches for, and records it. Public: the caller has checked the ID
 * token (app/_auth/identity-provider.ts). People are found by issuer and subject, never by an address: somebody unknown
 * comes in by the one-time link they hold, or, with OIDC_PROVISION=automatic, gets an account. Roles and groups follow
 * the claims at each sign-in where OIDC_ROLES and OIDC_GROUPS are set (docs/decisions/019-single-sign-on.md).
 * @throws DeskError INVALID with the keys of `SsoRefusal`. Someone disabled and someone unknown hear the same.
 */
export async function signInWithIdentity(ctx: Context, input: IdentityInput): Promise<StaffActor> {
  const parsed = identityInput.safeParse(input)
  if (!parsed.success || parsed.data.issuer !== ctx.settings.OIDC_ISSUER) throw refused(ctx, 'sso.refused')
  const identity = parsed.data
  const answer = await ctx.store.tx(async (tx) => {
    // The first sign-ins of one person at the same moment make one account, and two administrators are never demoted at
    // once: whoever comes second sees what the first did.
    await lockStaff(ctx, tx)
    const secret = identity.inviteSecret ?? null
    return secret === null ? byIdentity(ctx, tx, identity) : byInvite(ctx, tx, identity, secret)
  })
  if (typeof answer === 'string') throw refused(ctx, answer)
  return answer
}

async function byIdentity(ctx: Context, tx: Tx, identity: Identity): Promise<StaffActor | SsoRefusal> {
  const { staff } = ctx.store.tables
  const [known] = await tx
    .select()
    .from(staff)
    .where(and(eq(staff.oidcIssuer, identity.issuer), eq(staff.oidcSubject, identity.subject)))
  if (known) return enter(ctx, tx, known, identity)
  if (ctx.settings.OIDC_PROVISION !== 'automatic') return 'sso.noAccess'
  const added = await provisionStaff(ctx, tx, identity)
  return typeof added === 'string' ? added : enter(ctx, tx, added, identity)
}

async function byInvite(ctx: Context, tx: Tx, identity: Identity, secret: string): Promise<StaffActor> {
  const invited = await bindInvited(ctx, tx, identity, secret)
  const answer = typeof invited === 'string' ? invited : await enter(ctx, tx, invited, identity)
  // Thrown inside the transaction: nothing of it remains, and the link stays good.
  if (typeof answer === 'string') throw refused(ctx, answer)
  return answer
}

/** What a refusal leaves behind here (ended sessions, changed roles) is kept: the transaction goes through. */
async function enter(
  ctx: Context,
  tx: Tx,
  was: StaffRow,
  identity: Identity,
): Promise<StaffActor | SsoRefusal> {
  if (was.state !== 'active') return 'sso.noAccess'
  const access = await followClaims(ctx, tx, was, identity)
  if (typeof access === 'string') return access
  const { staff } = ctx.store.tables
  await tx.update(staff).set({ lastSignInAt: ctx.clock() }).where(eq(staff.id, was.id))
  return openSession(ctx, tx, { person: { ...was, ...access }, method: 'sso' })
}

function refused(ctx: Context, key: SsoRefusal) {
  ctx.log.info({ refusal: key }, 'sign-in by the identity provider refused')
  return ssoRefused(key)
}
