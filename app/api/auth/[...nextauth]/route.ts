import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_auth/auth-options'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

// Made at each request, not at import: a build must not need settings or a database.
const handle = (request: NextRequest, context: RouteContext) => NextAuth(authOptions())(request, context)

export { handle as GET, handle as POST }
