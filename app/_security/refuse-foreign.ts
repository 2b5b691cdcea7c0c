import { headers } from 'next/headers'
import { theDesk } from '@/lib/desk'
import { DeskError } from '@/lib/errors'
import { isForeign } from './is-foreign'

/** For what changes something. @throws DeskError FORBIDDEN when another site's page sends this request */
export async function refuseForeign(): Promise<void> {
  if (isForeign(await headers(), theDesk().settings.PUBLIC_URL)) {
    throw new DeskError('FORBIDDEN', 'sent by a page of another site')
  }
}
