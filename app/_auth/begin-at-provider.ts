import type { NextRequest } from 'next/server'
import { keepInvite } from './provider-cookies'

/**
 * Lets next-auth prepare the way to the identity provider (it answers with the address to go to). The secret of a
 * one-time link, when the invite page sends one along, is kept for the way back: tied to the state of this very start.
 */
export async function beginAtProvider(
  request: NextRequest,
  answer: (request: NextRequest) => Promise<Response>,
): Promise<Response> {
  const fields = new URLSearchParams(await request.clone().text())
  const response = await answer(request)
  const state = stateOf(await response.clone().text())
  const secret = fields.get('invite')
  await keepInvite(secret && state ? { secret, state } : null)
  return response
}

function stateOf(body: string): string | null {
  try {
    return new URL(JSON.parse(body).url).searchParams.get('state')
  } catch {
    return null
  }
}
