import type { Context } from '@/lib/context'
import type { Id360Traffic } from '@/lib/id360/count-calls'
import type { Id360Client, Id360SessionState } from '@/lib/id360/create-id360-client'

/** One account of this process at ID360. */
export type Id360Account = Id360SessionState & { traffic: Id360Traffic }

export type Id360State = {
  environment: 'sandbox' | 'preproduction' | 'production'
  /** Where ID360 is, without anything that signs in. */
  address: string
  application: Id360Account
  /** The person's account of the archive; null when none is set. */
  archive: Id360Account | null
}

/** What this process knows of its connection: it asks nobody, and other processes of the desk have their own. */
export function id360State({ id360, id360User, settings }: Context): Id360State {
  const { origin, pathname } = new URL(settings.ID360_BASE_URL)
  return {
    environment: settings.ID360_ENVIRONMENT,
    address: (origin + pathname).replace(/\/+$/, ''),
    application: accountOf(id360),
    archive: id360User && accountOf(id360User),
  }
}

const accountOf = (client: Id360Client): Id360Account => ({
  ...client.session.state(),
  traffic: client.traffic(),
})
