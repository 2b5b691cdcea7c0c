import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { enrollmentLink } from '@/lib/id360/enrollment-link'
import { authorize } from '@/lib/staff/authorize'
import { openApiKey } from './api-key'
import { canBeShared } from './can-be-shared'
import { findVisibleEnrollment } from './find-visible-enrollment'

export const showLinkInput = z.object({ enrollmentId: z.string().min(1), language: z.enum(['fr', 'en']) })

export type ShownLink = {
  /** The whole link: a secret, it lets whoever has it do the journey. */
  url: string
  /** The same with most of the key hidden, for the screen. */
  masked: string
}

/**
 * The link for the person, in the language of the journey. Every showing is audited, before the link is given.
 * @throws DeskError NOT_FOUND; NOT_READY (`link.unavailable`) when the enrollment has no usable link: not confirmed,
 * ended, or made for the desk to do.
 */
export async function showLink(ctx: Context, input: z.input<typeof showLinkInput>): Promise<ShownLink> {
  const actor = authorize(ctx, 'enrollments.share')
  const parsed = showLinkInput.safeParse(input)
  if (!parsed.success) throw new DeskError('INVALID', 'the link was asked for in a wrong way')
  const { enrollmentId, language } = parsed.data
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  const { process } = ctx.store.tables
  const [journey] = await ctx.store.read
    .select({ byLink: process.byLink })
    .from(process)
    .where(eq(process.id, row.processId))
  if (!row.sealedApiKey || !journey || !canBeShared(row, journey)) {
    throw new DeskError('NOT_READY', `no link can be shown in status ${row.status}`, {
      userMessage: { key: 'link.unavailable' },
    })
  }
  const apiKey = openApiKey(ctx.keys, row.id, row.sealedApiKey)
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'enrollment.link_shown',
      targetKind: 'enrollment',
      targetId: row.id,
      details: { language },
    }),
  )
  const linkOf = (key: string) => enrollmentLink(ctx.settings.ID360_BASE_URL, key, language)
  return { url: linkOf(apiKey), masked: linkOf('KEY').replace('KEY', `${apiKey.slice(0, 4)}••••••••`) }
}
