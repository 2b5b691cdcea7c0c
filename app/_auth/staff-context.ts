import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import type { Context, StaffActor } from '@/lib/context'
import { contextFor, theDesk } from '@/lib/desk'
import { DeskError } from '@/lib/errors'
import { noteRequestStaff } from '@/lib/request-id'
import { owesTwoFactor } from '@/lib/staff/authorize'
import { resolveSession } from '@/lib/staff/resolve-session'
import { PATH_HEADER } from './path-header'
import { sessionCookieName } from './session-cookie'

export type StaffContext = Context & { actor: StaffActor }

/** The signed-in person of this request, or null. Asked of the database once per request, however many ask. */
const currentStaff = cache(async (passive: boolean): Promise<StaffActor | null> => {
  const { settings } = theDesk()
  const token = (await cookies()).get(sessionCookieName(settings.PUBLIC_URL))?.value
  if (!token) return null
  const pointer = await decode({ token, secret: settings.AUTH_SECRET }).catch(() => null)
  if (typeof pointer?.sid !== 'string') return null
  const actor = await resolveSession(contextFor({ kind: 'anonymous' }), { sessionId: pointer.sid, passive })
  if (actor === null || actor.id !== pointer.sub) return null
  noteRequestStaff(actor.id)
  return actor
})

export type AskedOf = {
  /** For what somebody does who has to set up a second factor first, and for nothing else. */
  evenOwing?: boolean
}

/**
 * The context of the person who sends this request: for actions and routes. `passive`: a request that the page makes by
 * itself, such as a live stream that connects again; it is no sign that anyone is there, and ends no idle time.
 * @throws DeskError SIGNED_OUT when nobody is signed in, the session ended, or the person was disabled; FORBIDDEN
 * (`twoFactor.owed`) for who has to set up a second factor first.
 */
export async function staffContext({
  passive = false,
  evenOwing = false,
}: AskedOf & { passive?: boolean } = {}): Promise<StaffContext> {
  const actor = await currentStaff(passive)
  if (!actor) throw new DeskError('SIGNED_OUT', 'no session that counts')
  if (actor.owesTwoFactor && !evenOwing) throw owesTwoFactor(actor)
  return { ...contextFor(actor), actor }
}

/**
 * The same for pages: whoever is not signed in is sent to the sign-in page, whoever owes a second factor to the page
 * where it is set up; both come back afterwards.
 */
export async function pageContext({ evenOwing = false }: AskedOf = {}): Promise<StaffContext> {
  const actor = await currentStaff(false)
  if (!actor) redirect(await leadingBack('/sign-in'))
  if (actor.owesTwoFactor && !evenOwing) redirect(await leadingBack('/two-factor'))
  return { ...contextFor(actor), actor }
}

/** The context of the signed-in person, or null: for pages that both kinds of visitors see. */
export async function staffContextOrNull(): Promise<StaffContext | null> {
  const actor = await currentStaff(false)
  return actor && { ...contextFor(actor), actor }
}

async function leadingBack(path: '/sign-in' | '/two-factor'): Promise<string> {
  const from = (await headers()).get(PATH_HEADER)
  return from && from !== '/' ? `${path}?from=${encodeURIComponent(from)}` : path
}
