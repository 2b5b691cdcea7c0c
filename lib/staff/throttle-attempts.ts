import { createHmac } from 'node:crypto'
import { and, eq, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

const MINUTE = 60_000

/** Counting begins anew after this long, and what is older is removed. [guess] */
export const WINDOW_MS = 60 * MINUTE

/** The failure of a window that first blocks (2 or more), and how long that one and each further one do; the last stays. */
export type Allowance = { free: number; delaysMs: readonly [number, ...number[]] }

const DELAYS = [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE] as const

/** Five tries at once, then at most five more in the quarter of an hour that follows. [guess] */
export const PER_ACCOUNT: Allowance = { free: 5, delaysMs: DELAYS }
/** A whole office may sit behind one address: mistyping is human, fifty times an hour is not. [guess] */
export const PER_ADDRESS: Allowance = { free: 50, delaysMs: DELAYS }

/** The name under which attempts are counted: a keyed hash, from which neither an address nor an e-mail can be read. */
export function attemptKey(ctx: Pick<Context, 'settings'>, kind: string, value: string): string {
  return createHmac('sha256', ctx.settings.AUTH_SECRET)
    .update(`attempts:${kind}:${value}`)
    .digest('base64url')
}

/** Until when (epoch ms) nothing is tried under any of these keys; null when something may be tried now. */
export async function blockedUntil(ctx: Context, keys: readonly string[]): Promise<number | null> {
  const { signInAttempt } = ctx.store.tables
  const now = ctx.clock()
  const rows = await Promise.all(
    keys.map((key) =>
      ctx.store.read
        .select({ until: signInAttempt.blockedUntil })
        .from(signInAttempt)
        .where(eq(signInAttempt.key, key)),
    ),
  )
  const until = Math.max(0, ...rows.flat().map((row) => row.until ?? 0))
  return until > now ? until : null
}

/**
 * Counts one attempt before it is made, in one statement, so that a thousand at the same moment cannot all find the
 * way free. false when the key is blocked: then nothing is counted, and an attacker cannot make the block last longer.
 */
export async function claimAttempt(ctx: Context, key: string, allowance: Allowance): Promise<boolean> {
  const { signInAttempt } = ctx.store.tables
  const now = ctx.clock()
  const { failures, since } = signInAttempt
  const stale = sql`${since} <= ${ms(now - WINDOW_MS)}`
  const counted = await ctx.store.tx((tx) =>
    tx
      .insert(signInAttempt)
      .values({ key, failures: 1, since: now })
      .onConflictDoUpdate({
        target: signInAttempt.key,
        set: {
          failures: sql`case when ${stale} then 1 else ${failures} + 1 end`,
          since: sql`case when ${stale} then ${ms(now)} else ${since} end`,
          blockedUntil: sql`case when ${stale} then null ${blocks(sql`${failures} + 1`, allowance, now)} else null end`,
        },
        setWhere: or(isNull(signInAttempt.blockedUntil), lte(signInAttempt.blockedUntil, now)),
      })
      .returning({ failures }),
  )
  return counted.length > 0
}

/** Counts an attempt after it failed, whether or not the key became blocked meanwhile. */
export async function noteFailure(ctx: Context, key: string, allowance: Allowance): Promise<void> {
  await claimAttempt(ctx, key, allowance)
}

/** Takes back a claim whose attempt was never made. */
export async function withdrawClaim(ctx: Context, key: string): Promise<void> {
  const { signInAttempt } = ctx.store.tables
  await ctx.store.tx((tx) =>
    tx
      .update(signInAttempt)
      .set({ failures: sql`${signInAttempt.failures} - 1`, blockedUntil: null })
      .where(and(eq(signInAttempt.key, key), sql`${signInAttempt.failures} > 0`))
      .returning({ key: signInAttempt.key }),
  )
}

/** After a success: what was counted under the key is forgotten, in the transaction of the success. */
export async function forgetAttempts(ctx: Context, tx: Tx, key: string): Promise<void> {
  const { signInAttempt } = ctx.store.tables
  await tx.delete(signInAttempt).where(eq(signInAttempt.key, key)).returning({ key: signInAttempt.key })
}

/** Removes what was counted in windows that are over. Says how many rows. */
export async function clearAttempts(ctx: Context): Promise<number> {
  const { signInAttempt } = ctx.store.tables
  const now = ctx.clock()
  const over = and(
    lte(signInAttempt.since, now - WINDOW_MS),
    or(isNull(signInAttempt.blockedUntil), lte(signInAttempt.blockedUntil, now)),
  )
  const [some] = await ctx.store.read
    .select({ key: signInAttempt.key })
    .from(signInAttempt)
    .where(over)
    .limit(1)
  if (!some) return 0
  const gone = await ctx.store.tx((tx) =>
    tx.delete(signInAttempt).where(over).returning({ key: signInAttempt.key }),
  )
  return gone.length
}

/** Postgres takes a bare parameter of a `case` for text. */
const ms = (value: number) => sql`cast(${value} as bigint)`

/** `when` clauses: until when the key is blocked, once so many failures are counted. */
function blocks(counted: SQL, allowance: Allowance, now: number): SQL {
  const { free, delaysMs } = allowance
  const last = free + delaysMs.length - 1
  const steps = delaysMs.map((delayMs, step) => {
    const compared = free + step === last ? sql`>=` : sql`=`
    return sql`when ${counted} ${compared} ${free + step} then ${ms(now + delayMs)}`
  })
  return sql.join(steps, sql` `)
}
