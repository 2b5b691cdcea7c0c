import { hash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { prepared } from '@/db/prepared'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { parseCallback } from '@/lib/id360/callback'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { newId } from '@/lib/new-id'
import { seal } from '@/lib/sealing/keyring'
import { isCallbackSecret } from './callback-secret'
import { callbackPurpose, quarantinePurpose, recordCallback } from './record-callback'
import { storableFacts } from './storable-facts'

/** Bytes of the greatest body that is taken. */
export const MAX_CALLBACK_BYTES = 256 * 1024

export type ReceivedCallback = {
  /** From the address the callback was sent to. */
  inboxId: string
  /** The value of `CALLBACK_SECRET_HEADER`; null when it was not sent. */
  secret: string | null
  /** At most `MAX_CALLBACK_BYTES`. */
  body: Uint8Array
}

/**
 * Takes one callback: committed and projected when this resolves. The same bytes again are a `duplicate`; an
 * authenticated body that cannot be read is `quarantined`, nothing is lost; `unknown`: no such inbox, or not its secret,
 * nothing was stored; `erased`: the person was erased, nothing was stored, and ID360 need not send it again.
 *
 * @throws DeskError FORBIDDEN when not run on behalf of a callback, TOO_LARGE beyond the cap; whatever the store throws
 *   when it cannot commit
 */
export async function receiveCallback(
  ctx: Context,
  { inboxId, secret, body }: ReceivedCallback,
): Promise<{ outcome: 'stored' | 'duplicate' | 'quarantined' | 'unknown' | 'erased' }> {
  if (ctx.actor.kind !== 'callback') throw new DeskError('FORBIDDEN', 'only a callback may be received')
  if (body.byteLength > MAX_CALLBACK_BYTES) throw new DeskError('TOO_LARGE', 'callback beyond the cap')
  const enrollmentId = await authenticate(ctx, inboxId, secret)
  if (enrollmentId === null) return { outcome: 'unknown' }
  const sha256 = hash('sha256', body)
  const facts = parseCallback(body)
  if ('unreadable' in facts) return quarantine(ctx, enrollmentId, { sha256, body, reason: facts.unreadable })
  const recorded = await ctx.store.tx((tx) =>
    recordCallback(ctx, tx, {
      enrollmentId,
      source: 'callback',
      sha256,
      sealedBody: seal(ctx.keys, callbackPurpose(enrollmentId), body),
      size: body.byteLength,
      facts: storableFacts(facts),
    }),
  )
  if (recorded.wake) wakeWorkers()
  if (recorded.outcome === 'erased') ctx.log.info({ enrollmentId }, 'a callback of an erased enrollment')
  return { outcome: recorded.outcome }
}

/** What `createCallbackSecret` makes; anything else names no inbox, and need not reach the database. */
const INBOX_ID = /^[A-Za-z0-9_-]{22}$/

const inbox = prepared((db, { enrollment }) =>
  db
    .select({ id: enrollment.id, kept: enrollment.callbackSecretSha256 })
    .from(enrollment)
    .where(eq(enrollment.inboxId, sql.placeholder('inboxId'))),
)

/** The enrollment whose inbox this is, when the secret is its own. */
async function authenticate(ctx: Context, inboxId: string, secret: string | null): Promise<string | null> {
  if (!INBOX_ID.test(inboxId)) return null
  const [row] = await inbox(ctx.store.read, ctx.store.tables).execute({ inboxId })
  return isCallbackSecret(secret, row?.kept ?? null) && row ? row.id : null
}

/** Keeps what is authenticated but unreadable, sealed, and tells those who watch the log. */
async function quarantine(
  ctx: Context,
  enrollmentId: string,
  { sha256, body, reason }: { sha256: string; body: Uint8Array; reason: string },
): Promise<{ outcome: 'quarantined' | 'erased' }> {
  const { enrollment, quarantine } = ctx.store.tables
  const size = body.byteLength
  const added = await ctx.store.tx(async (tx) => {
    const [row] = await tx
      .update(enrollment)
      .set({ revision: sql`${enrollment.revision}` })
      .where(eq(enrollment.id, enrollmentId))
      .returning({ erasedAt: enrollment.erasedAt })
    if (!row || row.erasedAt !== null) return 'erased'
    const id = newId()
    const rows = await tx
      .insert(quarantine)
      .values({
        id,
        enrollmentId,
        sha256,
        receivedAt: ctx.clock(),
        sealedBody: seal(ctx.keys, quarantinePurpose(enrollmentId), body),
        size,
        reason,
      })
      .onConflictDoNothing({ target: [quarantine.enrollmentId, quarantine.sha256] })
      .returning({ id: quarantine.id })
    if (rows.length === 0) return false
    await tx
      .update(enrollment)
      .set({ revision: sql`${enrollment.revision} + 1` })
      .where(eq(enrollment.id, enrollmentId))
    await writeAudit(ctx, tx, {
      action: 'callback.quarantined',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { quarantineId: id, reason, size },
    })
    return true
  })
  if (added === 'erased') return { outcome: 'erased' }
  if (added) ctx.log.warn({ enrollmentId, reason, size }, 'an unreadable callback was quarantined')
  return { outcome: 'quarantined' }
}
