import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_auth/auth-options'
import { toResponse } from '@/app/_errors/to-response'
import { refuseForeign } from '@/app/_security/refuse-foreign'
import { withSmallBody } from '@/app/_security/with-small-body'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

// Made at each request, not at import: a build must not need settings or a database.
export const GET = (request: NextRequest, context: RouteContext) => NextAuth(authOptions())(request, context)

/** Signs in and out: only for pages of the desk, whose forms are small. */
export async function POST(request: NextRequest, context: RouteContext) {
  try {
    await refuseForeign()
    return await GET(new NextRequest(await withSmallBody(request)), context)
  } catch (error) {
    return toResponse(error)
  }
}
