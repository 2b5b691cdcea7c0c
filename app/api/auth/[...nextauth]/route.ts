import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_auth/auth-options'
import { beginAtProvider } from '@/app/_auth/begin-at-provider'
import { PROVIDER_ID } from '@/app/_auth/identity-provider'
import { returnFromProvider } from '@/app/_auth/return-from-provider'
import { toResponse } from '@/app/_errors/to-response'
import { refuseForeign } from '@/app/_security/refuse-foreign'
import { withSmallBody } from '@/app/_security/with-small-body'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

const isAbout = async ({ params }: RouteContext, step: 'signin' | 'callback') => {
  const [action, provider] = (await params).nextauth
  return action === step && provider === PROVIDER_ID
}

// Options are made at each request, not at import: a build must not need settings or a database.

/** Reads, and the way back from the identity provider: no page of the desk sends that one. */
export async function GET(request: NextRequest, context: RouteContext): Promise<Response> {
  if (!(await isAbout(context, 'callback'))) return NextAuth(authOptions())(request, context)
  return returnFromProvider(request, (attempt, inviteSecret) =>
    NextAuth(authOptions({ attempt, inviteSecret }))(request, context),
  )
}

/** Signs in and out: only for pages of the desk, whose forms are small. */
export async function POST(request: NextRequest, context: RouteContext): Promise<Response> {
  try {
    await refuseForeign()
    // The provider's answer comes as an address and no other way.
    if (await isAbout(context, 'callback')) return new Response(null, { status: 405 })
    const sent = new NextRequest(await withSmallBody(request))
    const answer = (given: NextRequest): Promise<Response> => NextAuth(authOptions())(given, context)
    return (await isAbout(context, 'signin')) ? await beginAtProvider(sent, answer) : await answer(sent)
  } catch (error) {
    return toResponse(error)
  }
}
