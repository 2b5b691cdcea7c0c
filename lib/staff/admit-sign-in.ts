import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { noteSecurityEvent } from '@/lib/security-event'
import { knownBrowserId } from './known-browser'
import { attemptKey, blockedUntil, claimAttempt, PER_ACCOUNT, withdrawClaim } from './throttle-attempts'
import { verifyPassword } from './verify-password'

const MINUTE = 60_000

/** Under which keys one attempt counts: the account (or the known browser of its person), and where it comes from. */
export type SignInKeys = { account: string; address: string | null }

/**
 * A browser in which this very person has signed in before is counted by itself: failures elsewhere, in the person's
 * name or from the same network, do not shut it out. Everyone else shares the account's count and the address's.
 */
export function signInKeys(
  ctx: Context,
  input: { email: string; address?: string | null | undefined; browserMark?: string | null | undefined },
): SignInKeys {
  const browser = knownBrowserId(ctx, input.email, input.browserMark)
  if (browser !== null)
    return { account: attemptKey(ctx, 'browser', `${input.email}:${browser}`), address: null }
  return {
    account: attemptKey(ctx, 'account', input.email),
    address: input.address ? attemptKey(ctx, 'address', input.address) : null,
  }
}

/** Attempts of this process that are being decided, by account key. */
const undecided = new Map<string, number>()

/**
 * Runs one attempt, or says how long to wait, before anything is hashed and without asking whether the account exists.
 * What is let through counts as a failure until the password has proved right. A flood is turned away at the door:
 * more attempts at the same moment than an account has free ones cannot be anyone's own, and cost no query.
 * @throws DeskError BUSY (`signIn.tooMany`, with `minutes`), or whatever `attempt` throws.
 */
export async function admitSignIn<T>(ctx: Context, keys: SignInKeys, attempt: () => Promise<T>): Promise<T> {
  const others = undecided.get(keys.account) ?? 0
  if (others >= PER_ACCOUNT.free) throw tooMany(ctx, keys, MINUTE)
  undecided.set(keys.account, others + 1)
  try {
    await claim(ctx, keys)
    return await attempt()
  } finally {
    const left = (undecided.get(keys.account) ?? 1) - 1
    if (left > 0) undecided.set(keys.account, left)
    else undecided.delete(keys.account)
  }
}

/**
 * Whether the password of an admitted attempt is right. What was never compared, because the queue is full, is not held
 * against anyone.
 * @throws DeskError BUSY (`signIn.busy`).
 */
export async function comparePassword(
  ctx: Context,
  keys: SignInKeys,
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  try {
    return await verifyPassword(passwordHash, password)
  } catch (error) {
    await withdrawClaim(ctx, keys.account)
    throw error
  }
}

async function claim(ctx: Context, keys: SignInKeys): Promise<void> {
  const asked = keys.address ? [keys.account, keys.address] : [keys.account]
  const until = await blockedUntil(ctx, asked)
  if (until !== null) throw tooMany(ctx, keys, until - ctx.clock())
  if (await claimAttempt(ctx, keys.account, PER_ACCOUNT)) return
  // Another instance was quicker: the way was free a moment ago.
  throw tooMany(ctx, keys, ((await blockedUntil(ctx, [keys.account])) ?? ctx.clock()) - ctx.clock())
}

function tooMany(ctx: Context, keys: SignInKeys, waitMs: number): DeskError {
  const minutes = Math.max(1, Math.ceil(waitMs / MINUTE))
  noteSecurityEvent(ctx.log, 'sign_in.blocked', { account: keys.account.slice(0, 12), minutes })
  return new DeskError('BUSY', 'too many failed sign-ins', {
    userMessage: { key: 'signIn.tooMany', values: { minutes } },
  })
}
