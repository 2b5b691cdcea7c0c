import { getTranslations } from 'next-intl/server'
import { theDesk } from '@/lib/desk'
import { noteSecurityEvent } from '@/lib/security-event'
import { isForeign } from './is-foreign'

/**
 * For reads that leave a trace, or that can be made once: another site's page must not make somebody ask for them, be it
 * by a picture, a frame or a link. Null when a page of the desk asks, or, unless it is the person's to take from a page
 * only (`typed: 'refused'`), the person did by typing the address. Otherwise the answer: one sentence, in their language.
 */
export async function answerForeign(
  request: Request,
  { typed }: { typed: 'taken' | 'refused' },
): Promise<Response | null> {
  const { settings, log } = theDesk()
  const wasTyped = request.headers.get('sec-fetch-site') === 'none'
  const foreign = isForeign(request.headers, settings.PUBLIC_URL)
  if (!foreign && !(wasTyped && typed === 'refused')) return null
  noteSecurityEvent(log, 'access.refused', { reason: 'read by a page of another site, or by its address' })
  const t = await getTranslations('errors')
  return new Response(`${t('fromElsewhere')}\n`, {
    status: 403,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
