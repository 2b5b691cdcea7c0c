import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '@/lib/context'

const MARK = /^([\w-]{22})\.([\w-]{43})$/

/**
 * A mark for a browser in which this person has just signed in. It opens nothing: it only says that attempts from
 * there are counted by themselves, so that nobody can lock the person out by failing in their name elsewhere.
 */
export function markBrowser(ctx: Pick<Context, 'settings'>, email: string): string {
  const id = randomBytes(16).toString('base64url')
  return `${id}.${seal(ctx, email, id).toString('base64url')}`
}

/** The id inside a mark that this desk gave to a browser of this person; null for every other text. */
export function knownBrowserId(
  ctx: Pick<Context, 'settings'>,
  email: string,
  mark: string | null | undefined,
): string | null {
  const [, id, sealed] = MARK.exec(mark ?? '') ?? []
  if (id === undefined || sealed === undefined) return null
  const given = Buffer.from(sealed, 'base64url')
  const expected = seal(ctx, email, id)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null
}

const seal = ({ settings }: Pick<Context, 'settings'>, email: string, id: string) =>
  createHmac('sha256', settings.AUTH_SECRET).update(`known-browser:${email.toLowerCase()}:${id}`).digest()
