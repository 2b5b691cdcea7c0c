import type { Logger } from 'pino'
import type { Role } from '@/db/schema/staff'
import type { Store } from '@/db/store'
import type { Settings } from '@/lib/env'
import type { Id360Client } from '@/lib/id360/create-id360-client'
import type { Keyring } from '@/lib/sealing/keyring'

/** A signed-in person, as the staff row says at this request. `groupIds` null: every group. */
export type StaffActor = {
  kind: 'staff'
  id: string
  name: string
  email: string
  roles: Role[]
  groupIds: string[] | null
  language: 'fr' | 'en'
  theme: 'light' | 'dark' | 'system'
  sessionId: string
  /**
   * A role of theirs needs a second factor and they have none: they set one up before anything else
   * (lib/staff/two-factor/owes-two-factor.ts).
   */
  owesTwoFactor?: boolean
}

/** On whose behalf a verb runs. */
export type Actor =
  | StaffActor
  | { kind: 'anonymous' }
  | { kind: 'callback' }
  | { kind: 'system'; name: string }

/** What every verb is given first. */
export type Context = {
  actor: Actor
  store: Store
  /** Epoch milliseconds. */
  clock: () => number
  id360: Id360Client
  /** A person's account with a session of its own, for the archive; null when none is set. */
  id360User: Id360Client | null
  log: Logger
  keys: Keyring
  settings: Settings
}
